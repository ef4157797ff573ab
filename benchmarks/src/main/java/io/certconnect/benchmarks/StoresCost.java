package io.certconnect.benchmarks;

import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Progress;
import io.certconnect.stores.rebuild.Rebuild;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What the stores cost: taking in a million records of 100,000 learners while transcripts are read, beside what Kafka and
 * PostgreSQL take for the same events and rows and beside the job as tutorials write it; reading a transcript, beside bare
 * JDBC; their size, a rebuild, and that merging a profile with 10,000 records costs what merging one with 10 costs. Broker,
 * registry, durable PostgreSQL, workers and reader on one machine.
 */
public final class StoresCost {

    /** Where the rows of what was taken in are. */
    private static final List<String> TABLES = List.of(
            "transcript.certification_record",
            "transcript.learn_activity",
            "transcript.connection",
            "badge.badge_record",
            "badge.connection");

    private static final String EVENTS = "events/s taken in";
    private static final String ROWS = "rows/s written";
    private static final String RATIOS = "times";
    private static final String WORKER = "records-worker";
    private static final String TUTORIAL = "the tutorial's way, a thread a store";
    /** By each of two clients, while events are taken in. */
    private static final int READS_PER_SECOND = 100;

    private final StoresBench bench;
    private final Report report;
    private final int learners;
    private final ReadingCost reading;

    private StoresCost(StoresBench bench, Report report, int learners) {
        this.bench = bench;
        this.report = report;
        this.learners = learners;
        this.reading = new ReadingCost(report, learners);
    }

    /** @param arguments how many learners; 100,000 if none is given */
    public static void main(String[] arguments) throws InterruptedException, ExecutionException {
        int learners = arguments.length == 0 ? 100_000 : Integer.parseInt(arguments[0]);
        Report report = new Report();
        try (StoresBench bench = new StoresBench()) {
            new StoresCost(bench, report, learners).run();
        }
        report.write(Path.of(System.getProperty("certconnect.results", "target")), "stores");
    }

    private void run() throws InterruptedException, ExecutionException {
        publish();
        measureTutorial();
        Load load = load();
        check();
        compareWithFloors(load);
        reading.measure(bench);
        new StoreMerges(bench, report).measure();
        rebuild();
    }

    private void publish() {
        report.stage("making %,d records of %,d learners", learners * Population.RECORDS_EACH, learners);
        for (int number = 0; number < learners; number++) {
            Population.connect(number, bench::publish);
        }
        for (int which = 0; which < Population.RECORDS_EACH; which++) {
            for (int number = 0; number < learners; number++) {
                Population.record(number, which, bench::publish);
            }
        }
        bench.flush();
    }

    /** Connections and records, by each store; the badge store reads no Learn activity. */
    private long events() {
        return learners * (11L + 9L);
    }

    private void measureTutorial() throws InterruptedException, ExecutionException {
        report.stage("taking in, the tutorial's way");
        List<String> groups = List.of(TutorialStores.TRANSCRIPT, TutorialStores.BADGE);
        int end = (int) Math.min(30_000, events() / 2);
        report.figure(
                EVENTS,
                TUTORIAL,
                new TutorialRun(bench.services(), TutorialStores.class, WorkerProcess.Options.ANSWERING, groups)
                        .perSecond(1, end / 5, end));
        bench.administratorSql().sql("truncate " + String.join(", ", TABLES)).update();
    }

    /** What the worker took in, once warm. */
    private record Load(long events, long rows, double seconds) {}

    private Load load() throws InterruptedException {
        report.stage("taking in as shipped, a third of %,d events as a warm-up, while transcripts are read", events());
        WorkerProcess worker = bench.startWorker();
        try (ReadingLoad http = new ReadingLoad(bench.overHttp(), learners, READS_PER_SECOND);
                ReadingLoad jdbc = new ReadingLoad(bench.byBareJdbc(), learners, READS_PER_SECOND)) {
            await(worker, events() / 3);
            http.forget();
            jdbc.forget();
            long begin = System.nanoTime();
            long passed = passed();
            long rows = rows();
            await(worker, events());
            double seconds = seconds(begin);
            reading.latency(ReadingCost.HTTP + " while taking in", http.stop());
            reading.latency(ReadingCost.JDBC + " while taking in", jdbc.stop());
            Load load = new Load(events() - passed, rows() - rows, seconds);
            report.figure(EVENTS, WORKER, load.events() / seconds);
            report.figure(ROWS, WORKER, load.rows() / seconds);
            report.figure("MB resident", WORKER, worker.resident());
            return load;
        }
    }

    private void await(WorkerProcess worker, long events) throws InterruptedException {
        while (passed() < events) {
            worker.requireAlive();
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }

    private long passed() {
        return bench.passed(Store.TRANSCRIPT) + bench.passed(Store.BADGE);
    }

    private long rows() {
        return TABLES.stream()
                .mapToLong(table -> bench.administratorSql()
                        .sql("select count(*) from " + table)
                        .query(Long.class)
                        .single())
                .sum();
    }

    private void check() {
        for (Store store : Store.values()) {
            report.figure("MB with indexes", store.schema(), bench.bytes(store) >> 20);
        }
        int entries = JdbcClient.create(bench.pool(Store.TRANSCRIPT))
                .sql("select (select count(*) from certification_record) + (select count(*) from learn_activity)")
                .query(Integer.class)
                .single();
        if (entries != learners * 8) {
            throw new IllegalStateException(entries + " rows instead of " + learners * 8);
        }
    }

    /** Not each event makes a row, so the limit is what the floors take for just the events and rows of the load. */
    private void compareWithFloors(Load load) {
        report.stage("the floors of taking in");
        List<KafkaFloor.Group> groups = new ArrayList<>();
        for (Store store : Store.values()) {
            groups.add(new KafkaFloor.Group("floor-" + store.schema(), store.topics(), 1));
        }
        double kafka = KafkaFloor.reading(bench.services()).run(groups, events() / 3, events());
        List<FloorTable> tables = new ArrayList<>();
        TABLES.forEach(table -> tables.add(new CopiedTable(bench.administrator(), table, "", "where false")));
        double postgres = new PostgresFloor(bench.administrator(), tables).rowsPerSecond(2);
        double limit = load.events() / (load.events() / kafka + load.rows() / postgres);
        double ofWorker = report.figure(EVENTS, WORKER);
        report.figure(EVENTS, "Kafka floor", kafka);
        report.figure(EVENTS, "PostgreSQL floor", postgres * load.events() / load.rows());
        report.figure(EVENTS, "limit of both", limit);
        report.figure(ROWS, "PostgreSQL floor", postgres);
        report.figure(RATIOS, "taking in / limit", ofWorker / limit);
        report.figure(RATIOS, "taking in / tutorial", ofWorker / report.figure(EVENTS, TUTORIAL));
        report.figure(RATIOS, "taking in / PostgreSQL floor", report.figure(ROWS, WORKER) / postgres);
    }

    private void rebuild() {
        report.stage("rebuilding the transcript");
        long begin = System.nanoTime();
        Rebuild.Result result = new Rebuild(bench.login(), bench.topics(), new Silence()).run(Store.TRANSCRIPT, false);
        report.figure("s", "rebuilding the transcript", seconds(begin));
        report.stage("rebuilt: %s", result);
    }

    private final class Silence implements Progress {

        @Override
        public void stage(String what) {
            report.stage("  %s", what);
        }

        @Override
        public void read(long done, long total) {
            // The stages are enough.
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
