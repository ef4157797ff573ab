package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.rebuild.Progress;
import io.certconnect.stores.rebuild.Rebuild;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the stores cost: taking in a million records of 100,000 learners while transcripts are read, their size, a rebuild,
 * and that merging a profile with 10,000 records costs what merging one with 10 costs. Broker, registry, durable PostgreSQL,
 * workers and reader on one machine.
 */
public final class StoresCost {

    /** Where the rows of what was taken in are. */
    private static final List<String> TABLES = List.of(
            "transcript.certification_record",
            "transcript.learn_activity",
            "transcript.connection",
            "badge.badge_record",
            "badge.connection");

    private static final int READS_PER_SECOND = 200;
    private static final int MERGES = 400;

    private StoresCost() {}

    /** @param arguments how many learners; 100,000 if none is given */
    public static void main(String[] arguments) {
        int learners = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        try (StoresBench bench = new StoresBench()) {
            publish(bench, learners);
            double rate = load(bench, learners);
            compareWithFloor(bench, rate);
            read(bench, learners, "idle");
            merge(bench);
            rebuild(bench);
        }
    }

    private static void publish(StoresBench bench, int learners) {
        long begin = System.nanoTime();
        for (int number = 0; number < learners; number++) {
            Population.connect(number, bench::publish);
        }
        for (int which = 0; which < Population.RECORDS_EACH; which++) {
            for (int number = 0; number < learners; number++) {
                Population.record(number, which, bench::publish);
            }
        }
        bench.flush();
        say(
                "published %,d records of %,d learners and their connections in %.1f s",
                learners * Population.RECORDS_EACH, learners, seconds(begin));
    }

    /** Rows a second, once warm. */
    private static double load(StoresBench bench, int learners) {
        // Connections and records; the badge store reads no Learn activity.
        long events = learners * (11L + 9L);
        double rate;
        WorkerProcess worker = bench.startWorker();
        try (ReadingLoad reading = new ReadingLoad(bench.transcripts(), learners, READS_PER_SECOND)) {
            await(bench, worker, events / 3);
            reading.forget();
            long begin = System.nanoTime();
            long passed = passed(bench);
            long rows = rows(bench);
            await(bench, worker, events);
            double seconds = seconds(begin);
            rate = (rows(bench) - rows) / seconds;
            say(
                    "took in two thirds of %,d events in %.1f s: %,.0f events/s, %,.0f rows/s; %d MB resident",
                    events, seconds, (events - passed) / seconds, rate, worker.resident());
            say("one learner's transcript while loading", reading.stop());
        }
        for (Store store : Store.values()) {
            say("size of %s: %,d MB", store.schema(), bench.bytes(store) >> 20);
        }
        int entries = JdbcClient.create(bench.pool(Store.TRANSCRIPT))
                .sql("select (select count(*) from certification_record) + (select count(*) from learn_activity)")
                .query(Integer.class)
                .single();
        if (entries != learners * 8) {
            throw new IllegalStateException(entries + " rows instead of " + learners * 8);
        }
        return rate;
    }

    private static void await(StoresBench bench, WorkerProcess worker, long events) {
        while (passed(bench) < events) {
            worker.requireAlive();
            pause();
        }
    }

    private static long passed(StoresBench bench) {
        return bench.passed(Store.TRANSCRIPT) + bench.passed(Store.BADGE);
    }

    private static long rows(StoresBench bench) {
        return TABLES.stream()
                .mapToLong(table -> bench.administratorSql()
                        .sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .sum();
    }

    private static void compareWithFloor(StoresBench bench, double rate) {
        List<FloorTable> tables = new ArrayList<>();
        TABLES.forEach(table -> tables.add(new CopiedTable(bench.administrator(), table, "", "where false")));
        PostgresFloor floor = new PostgresFloor(bench.administrator(), tables);
        double floorRate = floor.rowsPerSecond(2);
        say(
                "a bare COPY of the same %,d rows: %,.0f rows/s; taking in: %.2f",
                floor.rows(), floorRate, rate / floorRate);
    }

    private static void read(StoresBench bench, int learners, String when) {
        bench.administratorSql().sql("vacuum analyze").update();
        try (ReadingLoad reading = new ReadingLoad(bench.transcripts(), learners, READS_PER_SECOND)) {
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
            while (System.nanoTime() < end) {
                pause();
            }
            say("one learner's transcript, " + when, reading.stop());
        }
    }

    /** Merges and unmerges in turn, in a store that holds all of the above. */
    private static void merge(StoresBench bench) {
        StoreDatabase store = bench.database(Store.TRANSCRIPT);
        long before = bench.passed(Store.TRANSCRIPT);
        for (int records : List.of(10, 10_000)) {
            for (int which = 0; which < records; which++) {
                bench.publish(Topic.CERTIFICATION_RECORDS, Population.examUnder("heavy-" + records, which));
            }
        }
        bench.flush();
        while (bench.passed(Store.TRANSCRIPT) < before + 10_010) {
            pause();
        }
        // The first round warms up.
        double[] light = merges(store, "heavy-10", 1_000_000);
        light = merges(store, "heavy-10", 2_000_000);
        double[] heavy = merges(store, "heavy-10000", 3_000_000);
        say(
                "a merge, median of %d: %.2f ms with 10 records, %.2f ms with 10,000 (%.2f)",
                MERGES, median(light), median(heavy), median(heavy) / median(light));
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

    private static void rebuild(StoresBench bench) {
        // What the merges above wrote came from no topic.
        bench.administratorSql().sql("delete from transcript.merge").update();
        bench.administratorSql()
                .sql("delete from transcript.position where topic = 'bench'")
                .update();
        long begin = System.nanoTime();
        Rebuild.Result result = new Rebuild(bench.login(), bench.topics(), new Silence()).run(Store.TRANSCRIPT, false);
        say("rebuilt transcript in %.1f s: %s", seconds(begin), result);
    }

    private static final class Silence implements Progress {

        @Override
        public void stage(String what) {
            say("  %s", what);
        }

        @Override
        public void read(long done, long total) {
            // The stages are enough.
        }
    }

    private static void say(String what, Histogram micros) {
        say(
                "%s: p50 %.1f ms, p99 %.1f ms, p99.9 %.1f ms, of %,d reads",
                what,
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getTotalCount());
    }

    private static void say(String what, Object... values) {
        System.out.println(String.format(Locale.ROOT, what, values));
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(100);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
