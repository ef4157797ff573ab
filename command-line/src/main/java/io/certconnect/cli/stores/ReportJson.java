package io.certconnect.cli.stores;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Difference;
import io.certconnect.stores.rebuild.Verification.Report;
import java.util.List;

/** What a look at a store found, for programs: one object, with every field each time. */
final class ReportJson {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportJson() {}

    static String of(Store store, Report report) {
        ObjectNode json = JSON.createObjectNode().put("store", store.schema()).put("agrees", report.agrees());
        ObjectNode rows = json.putObject("rows");
        report.rows().forEach(rows::put);
        add(json.putArray("toTopics"), report.toTopics());
        add(json.putArray("toLedger"), report.toLedger());
        json.put("behind", report.behind());
        ArrayNode lost = json.putArray("lost");
        report.lost().forEach((partition, first) -> lost.addObject()
                .put("topic", partition.topic())
                .put("partition", partition.partition())
                .put("firstOffset", first));
        return json.toString();
    }

    private static void add(ArrayNode array, List<Difference> differences) {
        differences.forEach(difference -> array.addObject()
                .put("table", difference.table())
                .put("where", difference.where())
                .put("rows", difference.rows())
                .put("example", difference.example()));
    }
}
