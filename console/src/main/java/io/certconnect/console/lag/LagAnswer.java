package io.certconnect.console.lag;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.certconnect.lag.GroupLag;
import io.certconnect.lag.LagReport;
import io.certconnect.lag.PartitionLag;
import io.certconnect.lag.PartitionLag.Commit;
import io.certconnect.lag.rules.Status;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A measurement as JSON; {@code openapi.yaml} says what the fields mean. What is null is left out.
 *
 * @param trouble why no newer measurement succeeded; null if the last one did
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record LagAnswer(
        Instant measuredAt,
        double ageSeconds,
        boolean stale,
        @Nullable String trouble,
        List<Group> groups) {

    private static final double MILLIS = 1e3;

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Group(
            String group,
            Status status,
            String state,
            int members,
            long lag,
            @Nullable Double lagSeconds,
            List<String> troubles,
            List<Partition> partitions) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Partition(
            String topic,
            int partition,
            Status status,
            @Nullable Long committed,
            Commit commit,
            long lastStable,
            long logEnd,
            long lag,
            @Nullable Double lagSeconds,
            boolean estimated,
            long uncommittedSpan,
            boolean held) {}

    static LagAnswer of(LagReport report, @Nullable String trouble, Instant now, Duration staleAfter) {
        Duration age = Duration.between(report.at(), now);
        return new LagAnswer(
                report.at(),
                Math.max(0, age.toMillis()) / MILLIS,
                age.compareTo(staleAfter) > 0,
                trouble,
                report.groups().stream().map(LagAnswer::of).toList());
    }

    private static Group of(GroupLag group) {
        return new Group(
                group.group(),
                group.status(),
                group.state(),
                group.members(),
                group.records(),
                seconds(group.behind()),
                group.troubles(),
                group.partitions().stream().map(LagAnswer::of).toList());
    }

    private static Partition of(PartitionLag partition) {
        return new Partition(
                partition.topic(),
                partition.partition(),
                partition.status(),
                partition.committed(),
                partition.commit(),
                partition.lastStable(),
                partition.logEnd(),
                partition.records(),
                seconds(partition.behind()),
                partition.estimated(),
                partition.uncommittedSpan(),
                partition.held());
    }

    private static @Nullable Double seconds(@Nullable Duration duration) {
        return duration == null ? null : duration.toMillis() / MILLIS;
    }
}
