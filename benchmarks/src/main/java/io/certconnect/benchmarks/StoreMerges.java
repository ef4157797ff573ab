package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** That merging a profile with 10,000 records costs the transcript store what merging one with 10 costs. */
final class StoreMerges {

    private static final int MERGES = 400;

    private final StoresBench bench;
    private final Report report;

    StoreMerges(StoresBench bench, Report report) {
        this.bench = bench;
        this.report = report;
    }

    /** Merges and unmerges in turn, in a store that holds all that was taken in. The worker must be running. */
    void measure() throws InterruptedException {
        report.stage("merging a profile with 10 records, and one with 10,000, in the transcript store");
        StoreDatabase store = bench.database(Store.TRANSCRIPT);
        long before = bench.passed(Store.TRANSCRIPT);
        for (int records : List.of(10, 10_000)) {
            for (int which = 0; which < records; which++) {
                bench.publish(Topic.CERTIFICATION_RECORDS, Population.examUnder("heavy-" + records, which));
            }
        }
        bench.flush();
        while (bench.passed(Store.TRANSCRIPT) < before + 10_010) {
            TimeUnit.MILLISECONDS.sleep(100);
        }
        // The first round warms up.
        double[] light = merges(store, "heavy-10", 1_000_000);
        light = merges(store, "heavy-10", 2_000_000);
        double[] heavy = merges(store, "heavy-10000", 3_000_000);
        String unit = "ms a merge in the store, median of " + MERGES;
        report.figure(unit, "a profile with 10 records", median(light));
        report.figure(unit, "a profile with 10,000 records", median(heavy));
        report.figure("times", "a merge, 10,000 records / 10", median(heavy) / median(light));
        forget();
    }

    /** Milliseconds of each. */
    private static double[] merges(StoreDatabase store, String profile, long sequence) {
        double[] took = new double[MERGES];
        for (int i = 0; i < MERGES; i++) {
            String survivor = i % 2 == 0 ? Population.profile(1) : null;
            Change change = new Change.Merged(profile, survivor, Instant.EPOCH, sequence + i);
            ConsumerRecord<byte[], byte[]> source =
                    new ConsumerRecord<>("bench", 0, sequence + i, new byte[0], new byte[0]);
            long begin = System.nanoTime();
            var unused = store.on(new Batch<>(List.of(new Arrival<>(source, change)), List.of(), Map.of()));
            took[i] = (System.nanoTime() - begin) / 1e6;
        }
        return took;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    /** These merges came from no topic, so a rebuild would not find them. */
    private void forget() {
        bench.administratorSql().sql("delete from transcript.merge").update();
        bench.administratorSql()
                .sql("delete from transcript.position where topic = 'bench'")
                .update();
    }
}
