package io.certconnect.cli.lag;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.lag.GroupLag;
import io.certconnect.lag.LagReport;
import io.certconnect.lag.PartitionLag;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Lag for programs, in the names of the console's {@code /api/lag}; what is not known is left out. */
final class LagJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private LagJson() {}

    static String of(LagReport report) {
        ObjectNode json = JSON.createObjectNode().put("measuredAt", report.at().toString());
        ArrayNode groups = json.putArray("groups");
        report.groups().forEach(group -> add(groups.addObject(), group));
        return json.toString();
    }

    private static void add(ObjectNode json, GroupLag group) {
        json.put("group", group.group())
                .put("status", group.status().name())
                .put("state", group.state())
                .put("members", group.members())
                .put("lag", group.records());
        addSeconds(json, group.behind());
        ArrayNode troubles = json.putArray("troubles");
        group.troubles().forEach(troubles::add);
        ArrayNode partitions = json.putArray("partitions");
        group.partitions().forEach(partition -> add(partitions.addObject(), partition));
    }

    private static void add(ObjectNode json, PartitionLag partition) {
        json.put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("status", partition.status().name());
        if (partition.committed() != null) {
            json.put("committed", partition.committed());
        }
        json.put("commit", partition.commit().name())
                .put("lastStable", partition.lastStable())
                .put("logEnd", partition.logEnd())
                .put("lag", partition.records());
        addSeconds(json, partition.behind());
        json.put("estimated", partition.estimated())
                .put("uncommittedSpan", partition.uncommittedSpan())
                .put("held", partition.held());
    }

    private static void addSeconds(ObjectNode json, @Nullable Duration behind) {
        if (behind != null) {
            json.put("lagSeconds", behind.toMillis() / 1e3);
        }
    }
}
