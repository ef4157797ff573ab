package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.HdrHistogram.Histogram;

/**
 * How many connection requests a second the connector-worker decides, as shipped and in a JVM of its own, and how long one
 * takes; beside what Kafka and PostgreSQL take for the same records and rows, and beside the job as tutorials write it.
 * 1 / limit = 1 / Kafka + 1 / PostgreSQL. All in one run on one machine, so that the ratios hold whatever it does besides.
 */
public final class DecisionCost {

    private static final String LATENCIES = "ms from due to readable";
    /** Of each table, at least, for PostgreSQL's floor of connecting. */
    private static final int FLOOR_ROWS = 200_000;
    /** Of each table, that are there before: as many as when the worker is first counted. */
    private static final int FLOOR_OTHERS = 600_000;

    /** How long the worker's optimising compiler is at work after a start, at a third of what it can do. */
    private static final int COMPILING_SECONDS = 150;

    private static final DecisionRates.Sizes CONNECTING = new DecisionRates.Sizes(600_000, 1_000_000, 4_000, 12_000, 1);
    private static final DecisionRates.Sizes MERGING = new DecisionRates.Sizes(60_000, 150_000, 2_000, 6_000, 4);
    private static final DecisionRates.Sizes CONNECTING_SHORT =
            new DecisionRates.Sizes(60_000, 120_000, 1_000, 3_000, 1);
    private static final DecisionRates.Sizes MERGING_SHORT = new DecisionRates.Sizes(10_000, 30_000, 500, 1_500, 4);

    private final BenchServices services;
    private final ConnectRequests requests;
    private final MergeRequests merges;
    private final Report report;
    private final boolean isShort;
    private final DecisionRates.Sizes connectingSizes;
    private final DecisionRates.Sizes mergingSizes;
    private final DecisionRates connecting;
    private final DecisionRates merging;
    private int published;
    private int paced;

    private DecisionCost(BenchServices services, Report report, boolean isShort) {
        this.services = services;
        this.requests = new ConnectRequests(services);
        this.merges = new MergeRequests(services);
        this.report = report;
        this.isShort = isShort;
        this.connectingSizes = isShort ? CONNECTING_SHORT : CONNECTING;
        this.mergingSizes = isShort ? MERGING_SHORT : MERGING;
        this.connecting = new DecisionRates(services, report, RequestKind.CONNECT, connectingSizes);
        this.merging = new DecisionRates(services, report, RequestKind.MERGE, mergingSizes);
    }

    /**
     * With {@code -Dcertconnect.short=true} two minutes instead of a quarter of an hour: then only rates, and a failure if
     * one of them has collapsed.
     */
    public static void main(String[] arguments) throws Exception {
        boolean isShort = Boolean.getBoolean("certconnect.short");
        Report report = new Report();
        try (BenchServices services = new BenchServices()) {
            DecisionCost cost = new DecisionCost(services, report, isShort);
            cost.run();
            report.write(Path.of(System.getProperty("certconnect.results", "target")), "decisions");
            if (isShort) {
                cost.requireNoCollapse();
            }
        }
    }

    private void run() throws InterruptedException, ExecutionException {
        measureConnecting();
        measureMerging();
        if (!isShort) {
            measureLatency();
            requests.check("CONNECTED", connectingSizes.end() + paced);
        }
        // Last, since they are made of what the workers wrote.
        KafkaFloor kafka = measureFloors();
        if (!isShort) {
            measureLatency(kafka);
        }
    }

    /** Half of what was measured when this was written: less is no noise. */
    private void requireNoCollapse() {
        connecting.requireNoCollapse(0.12, 8);
        merging.requireNoCollapse(0.12, 8);
    }

    private void measureConnecting() throws InterruptedException, ExecutionException {
        int end = connectingSizes.end();
        report.stage("making %,d requests, and their profiles known", end);
        requests.makeKnown(0, end);
        requests.publish(0, end);
        published = end;
        connecting.measureTutorial(1, requests::undo);
        if (!isShort) {
            connecting.measureTutorial(3, requests::undo);
        }
        connecting.measureWorker();
        requests.check("CONNECTED", end);
    }

    /** Each profile into one of its own. */
    private void measureMerging() throws InterruptedException, ExecutionException {
        int profiles = 2 * mergingSizes.end();
        report.stage("making %,d merge requests, and their profiles known", mergingSizes.end());
        requests.makeKnown(published, published + profiles);
        merges.publish(published, published + profiles);
        published += profiles;
        merging.measureTutorial(1, merges::undo);
        merging.measureWorker();
        requests.check("MERGED", mergingSizes.end());
    }

    /** Returns Kafka's floor of connecting. */
    private KafkaFloor measureFloors() {
        DataSource ledger = services.administrator();
        String others = "limit " + FLOOR_OTHERS;
        KafkaFloor unused = merging.measureFloors(
                List.of(
                        new MergedProfiles(ledger),
                        new CopiedTable(
                                ledger, "ledger.decision", "where kind = 'MERGE'", "where kind = 'CONNECT' " + others)),
                1);
        int part = Math.max(1, (connectingSizes.end() + paced) / FLOOR_ROWS);
        String some = "mod(abs(hashtext(request_id::text)), " + part + ") = 0";
        return connecting.measureFloors(
                List.of(
                        new CopiedTable(
                                ledger, "ledger.connection", "where " + some, "where not " + some + " " + others),
                        new CopiedTable(
                                ledger,
                                "ledger.decision",
                                "where kind = 'CONNECT' and " + some,
                                "where kind = 'CONNECT' and not " + some + " " + others)),
                isShort ? new int[] {1} : new int[] {1, 3});
    }

    private void measureLatency() throws InterruptedException {
        double most = connecting.ofWorker();
        try (WorkerProcess worker = new WorkersRun(services, RequestKind.CONNECT).start(0)) {
            report.stage("until its compiler rests: %,d s", COMPILING_SECONDS);
            var unused = paced(0.3 * most, COMPILING_SECONDS, 0, Topic.CONNECT_EVENTS.topicName());
            for (double rate : List.of(2_000.0, 10_000.0, 0.1 * most, 0.3 * most, 0.7 * most)) {
                latency("connector-worker", rate, Topic.CONNECT_EVENTS.topicName());
                worker.requireAlive();
            }
        }
    }

    private void measureLatency(KafkaFloor kafka) throws InterruptedException {
        AtomicBoolean goOn = new AtomicBoolean(true);
        CompletableFuture<Void> floor = kafka.answer(connecting.floorGroup(0), goOn::get);
        for (double rate : List.of(2_000.0, 10_000.0)) {
            latency("Kafka floor", rate, KafkaFloor.TOPIC);
        }
        goOn.set(false);
        floor.join();
    }

    private void latency(String who, double rate, String eventTopic) throws InterruptedException {
        report.stage("%s at %,.0f requests/s", who, rate);
        Histogram micros = paced(rate, 10, 20, eventTopic);
        for (double percentile : List.of(50.0, 99.0, 99.9)) {
            report.figure(
                    LATENCIES,
                    String.format(Locale.ROOT, "%s at %,.0f/s, p%s", who, rate, percentile),
                    micros.getValueAtPercentile(percentile) / 1e3);
        }
    }

    private Histogram paced(double rate, int warmUpSeconds, int seconds, String eventTopic)
            throws InterruptedException {
        int warmUp = (int) (warmUpSeconds * rate);
        int counted = (int) (seconds * rate);
        requests.makeKnown(published, published + warmUp + counted);
        Histogram micros = new PacedRequests(services, published, warmUp, counted, rate).run(eventTopic);
        published += warmUp + counted;
        paced += warmUp + counted;
        return micros;
    }
}
