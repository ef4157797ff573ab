package io.certconnect.cli.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.lag.GroupLag;
import io.certconnect.lag.LagReport;
import io.certconnect.lag.PartitionLag;
import io.certconnect.lag.PartitionLag.Commit;
import io.certconnect.lag.rules.Status;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
final class LagTableTest {

    private static final PartitionLag READ = partition(0, 10, false);
    private static final PartitionLag ESTIMATED = partition(1, 15, true);

    @Test
    void saysWhichSecondsAreEstimated() {
        assertThat(table(true, READ, ESTIMATED))
                .anyMatch(line -> line.startsWith("group UNDECIDED yes topic 0 1 3 10.0 "))
                .anyMatch(line -> line.startsWith("group UNDECIDED yes topic 1 1 3 ~15.0 "))
                .anyMatch(line -> line.startsWith("group: ") && line.contains("~ are estimated"));
    }

    @Test
    void theSecondsOfATopicAreEstimatedIfThoseOfThePartitionFurthestBehindAre() {
        assertThat(table(false, READ, ESTIMATED)).contains("group UNDECIDED 1 topic 6 ~15.0 0");
        assertThat(table(false, partition(0, 20, false), ESTIMATED)).contains("group UNDECIDED 1 topic 6 20.0 0");
    }

    @Test
    void saysNothingOfEstimatesIfThereAreNone() {
        assertThat(table(true, READ)).noneMatch(line -> line.contains("~"));
    }

    private static Stream<String> table(boolean byPartition, PartitionLag... partitions) {
        StringWriter written = new StringWriter();
        GroupLag group = new GroupLag("group", Status.UNDECIDED, "STABLE", 1, List.of(partitions), List.of());
        PrintWriter out = new PrintWriter(written);
        new LagTable(out, byPartition).print(new LagReport(Instant.parse("2026-03-14T12:00:00Z"), List.of(group)));
        out.flush();
        return written.toString().lines().map(line -> line.replaceAll(" +", " "));
    }

    private static PartitionLag partition(int number, int seconds, boolean estimated) {
        return new PartitionLag(
                "topic",
                number,
                Status.UNDECIDED,
                1L,
                Commit.IN_LOG,
                4,
                4,
                3,
                Duration.ofSeconds(seconds),
                estimated,
                true);
    }
}
