package io.certconnect.cli.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Difference;
import io.certconnect.stores.rebuild.Rebuild.Result.Refused;
import io.certconnect.stores.rebuild.Rebuild.Result.Swapped;
import io.certconnect.stores.rebuild.Verification.Report;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
final class StoreTextsTest {

    private static final Map<String, Long> ROWS = Map.of("badge_record", 1234L);
    private static final Map<TopicPartition, Long> LOST = Map.of(new TopicPartition("merge.events.v1", 3), 12_000L);
    private static final Difference STRAY = new Difference("badge.badge_record", "only in the store", 2, "(a\u001B,b)");
    private static final Difference LATE = new Difference("badge.merge", "only in the ledger", 1, "(c,d)");

    private final StringWriter text = new StringWriter();
    private final PrintWriter out = new PrintWriter(text);

    @Test
    void saysOfAStoreThatIsRightWhatIsInIt() {
        new ReportText(out).print(Store.BADGE, new Report(ROWS, List.of(), List.of(), 0, Map.of()));

        assertThat(text.toString().lines())
                .containsExactly("The badge store is right.", "  badge_record                1,234 rows");
    }

    @Test
    void saysOfAStoreThatIsWrongAllThatIs() {
        new ReportText(out).print(Store.BADGE, new Report(ROWS, List.of(STRAY), List.of(LATE), 1, LOST));

        assertThat(text.toString().lines())
                .containsExactly(
                        "The badge store IS NOT RIGHT.",
                        "  badge_record                1,234 rows",
                        "It is not the same as a replay of its topics:",
                        "  badge.badge_record: 2 rows only in the store, such as (a\uFFFD,b)",
                        "It is not of one mind with the ledger:",
                        "  badge.merge: 1 row only in the ledger, such as (c,d)",
                        "It is 1 record behind its topics. Is the records-worker running?",
                        "  merge.events.v1-3: its first records are gone, the topic begins at offset 12,000;"
                                + " no replay can bring them back");
    }

    @Test
    void saysToProgramsWhichRecordsAreGone() {
        String json = ReportJson.of(Store.BADGE, new Report(Map.of(), List.of(), List.of(), 0, LOST));

        assertThat(json).isEqualTo("""
                {"store":"badge","agrees":true,"rows":{},"toTopics":[],"toLedger":[],"behind":0,\
                "lost":[{"topic":"merge.events.v1","partition":3,"firstOffset":12000}]}""");
    }

    @Test
    void saysWhatARebuildWouldLose() {
        new RebuildText(out, Store.BADGE).print(new Refused(List.of(STRAY), LOST));

        assertThat(text.toString())
                .contains("2 rows only in the store", "merge.events.v1-3: its first records are gone");
    }

    @Test
    void saysWhichSchemaARebuildCouldNotDrop() {
        new RebuildText(out, Store.BADGE).print(new Swapped(ROWS, List.of(), "badge_old", Duration.ofMillis(20)), 1.25);

        assertThat(text.toString())
                .contains(
                        "was rebuilt in 1.3 s",
                        "waited for 20 ms",
                        "still being read. It stays as the schema badge_old")
                .doesNotContain("not the same");
    }
}
