package io.certconnect.cli.stores;

import io.certconnect.cli.wording.Fields;
import io.certconnect.stores.rebuild.Difference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/** What there is to tell of a store, in lines for people. */
final class StoreText {

    private StoreText() {}

    static void rows(Fields out, Map<String, Long> rows) {
        rows.forEach((table, count) -> out.line(String.format(Locale.ROOT, "  %-20s %,12d rows", table, count)));
    }

    static void differences(Fields out, List<Difference> differences) {
        differences.forEach(difference -> out.line("  " + difference));
    }

    /** @param lost partitions with the first offset that is left */
    static void lost(Fields out, Map<TopicPartition, Long> lost) {
        lost.forEach((partition, first) -> out.line(String.format(
                Locale.ROOT,
                "  %s: its first records are gone, the topic begins at offset %,d; no replay can bring them back",
                partition,
                first)));
    }
}
