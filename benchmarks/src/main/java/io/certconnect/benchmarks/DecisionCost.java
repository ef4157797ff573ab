package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.HdrHistogram.Histogram;

/**
 * How many connection requests a second the connector-worker decides, as shipped and in a JVM of its own, and how long one
 * takes; beside what Kafka and PostgreSQL take for the same records and rows, and beside the job as tutorials write it.
 * 1 / limit = 1 / Kafka + 1 / PostgreSQL. All in one run on one machine, so that the ratios hold whatever it does besides.
 */
public final class DecisionCost {

    private static final String RATES = "requests/s";
    private static final String RATIOS = "times";
    private static final String LATENCIES = "ms from due to readable";
    private static final String COSTS = "us of CPU a decision";
    private static final String MEMORY = "MB resident";

    private final BenchServices services;
    private final ConnectRequests requests;
    private final Report report;
    private final boolean isShort;
    private int published;
    private int paced;

    private DecisionCost(BenchServices services, ConnectRequests requests, Report report, boolean isShort) {
        this.services = services;
        this.requests = requests;
        this.report = report;
        this.isShort = isShort;
    }

    /**
     * With {@code -Dcertconnect.short=true} two minutes instead of eleven: then only rates, and a
     * failure if one of them has collapsed.
     */
    public static void main(String[] arguments) throws Exception {
        boolean isShort = Boolean.getBoolean("certconnect.short");
        Report report = new Report();
        try (BenchServices services = new BenchServices();
                ConnectRequests requests = new ConnectRequests(services)) {
            new DecisionCost(services, requests, report, isShort).run();
        }
        report.write(Path.of(System.getProperty("certconnect.results", "target")), "decisions");
        if (isShort) {
            requireNoCollapse(report);
        }
    }

    private void run() throws InterruptedException, ExecutionException {
        int warmUp = isShort ? 60_000 : 600_000;
        int end = isShort ? 120_000 : 1_000_000;
        publish(end);
        measureTutorial(1);
        if (!isShort) {
            measureTutorial(3);
        }
        measureWorker(warmUp, end);
        if (!isShort) {
            measureMerges();
            measureLatency();
            requests.check("CONNECTED", end + paced);
        }
        // Last, since it makes a checkpoint: after one, PostgreSQL logs each page whole that is touched for the first
        // time.
        KafkaFloor kafka = measureFloors(warmUp, end);
        if (!isShort) {
            measureLatency(kafka);
        }
    }

    private void publish(int number) {
        report.stage("making %,d requests, and their profiles known", number);
        requests.makeKnown(published, number);
        requests.publish(published, number);
        published = number;
    }

    private void measureTutorial(int threads) throws InterruptedException, ExecutionException {
        report.stage("the tutorial's way, %d thread(s)", threads);
        List<String> settings = new ArrayList<>(services.settings("tutorial"));
        settings.add("--concurrency=" + threads);
        int warmUp = isShort ? 1_000 : 4_000;
        int end = isShort ? 3_000 : 12_000;
        try (WorkerProcess worker = WorkerProcess.start(TutorialWorker.class, settings)) {
            long from = await(TutorialWorker.GROUP, warmUp, worker);
            long begin = System.nanoTime();
            long to = await(TutorialWorker.GROUP, end, worker);
            report.figure(RATES, "the tutorial's way, " + threads + " thread(s)", (to - from) / seconds(begin));
        }
        requests.undo(TutorialWorker.GROUP);
    }

    private long await(String group, long wanted, WorkerProcess worker)
            throws InterruptedException, ExecutionException {
        long passed = requests.passed(group);
        while (passed < wanted) {
            worker.requireAlive();
            TimeUnit.MILLISECONDS.sleep(200);
            passed = requests.passed(group);
        }
        return passed;
    }

    private void measureWorker(int warmUp, int end) throws InterruptedException, ExecutionException {
        report.stage("the connector-worker as shipped, %,d of %,d as a warm-up", warmUp, end);
        WorkersRun.Result result = WorkersRun.ofConnector(services, requests).run(1, warmUp, end);
        requests.check("CONNECTED", end);
        report.figure(RATES, "connector-worker", result.perSecond());
        report.figure(COSTS, "worker", result.workerCost());
        report.figure(COSTS, "PostgreSQL", result.postgresCost());
        report.figure(COSTS, "broker, and this", result.brokerCost());
        report.figure(MEMORY, "half way", result.residentBefore());
        report.figure(MEMORY, "at the end", result.resident());
    }

    /** Each profile into one of its own. */
    private void measureMerges() throws InterruptedException, ExecutionException {
        int warmUp = 60_000;
        int end = 150_000;
        report.stage("the merge-worker as shipped, %,d of %,d as a warm-up", warmUp, end);
        requests.makeKnown(published, published + 2 * end);
        for (int number = published; number < published + 2 * end; number += 2) {
            services.publish(
                    Topic.MERGE_REQUESTS,
                    new MergeRequested(
                            UUID.randomUUID(),
                            MergeAction.MERGE,
                            Population.profile(number),
                            Population.profile(number + 1),
                            "benchmark",
                            "TICKET-1",
                            "measuring",
                            false,
                            null,
                            Instant.now()));
        }
        services.flush();
        published += 2 * end;
        WorkersRun.Result result = WorkersRun.ofMerge(services, requests).run(1, warmUp, end);
        requests.check("MERGED", end);
        report.figure(RATES, "merge-worker", result.perSecond());
    }

    private KafkaFloor measureFloors(int warmUp, int end) {
        report.stage("the floors");
        KafkaFloor kafka;
        try (EventReader reader = new EventReader(services, Topic.CONNECT_EVENTS.topicName())) {
            kafka = new KafkaFloor(services, reader.sample(2_000));
        }
        double kafkaFloor = kafka.run("floor", warmUp, end);
        PostgresFloor postgres =
                new PostgresFloor(services.administrator(), List.of("ledger.decision", "ledger.connection"), 200_000);
        double unused = postgres.seconds(2);
        double postgresFloor = postgres.rows() / 2 / postgres.seconds(2);
        double limit = 1 / (1 / kafkaFloor + 1 / postgresFloor);
        double worker = report.figure(RATES, "connector-worker");
        report.figure(RATES, "Kafka floor", kafkaFloor);
        report.figure(RATES, "PostgreSQL floor", postgresFloor);
        report.figure(RATES, "limit of both", limit);
        report.figure(RATIOS, "connector-worker / limit", worker / limit);
        report.figure(RATIOS, "connector-worker / tutorial, 1 thread", worker / tutorial(1));
        if (!isShort) {
            report.figure(RATIOS, "connector-worker / tutorial, 3 threads", worker / tutorial(3));
        }
        return kafka;
    }

    private double tutorial(int threads) {
        return report.figure(RATES, "the tutorial's way, " + threads + " thread(s)");
    }

    private void measureLatency() throws InterruptedException {
        double most = report.figure(RATES, "connector-worker");
        try (WorkerProcess worker = WorkersRun.ofConnector(services, requests).start(0)) {
            report.stage("warming up for a minute");
            var unused = paced(0.3 * most, 30, 30, Topic.CONNECT_EVENTS.topicName());
            for (double rate : List.of(2_000.0, 10_000.0, 0.1 * most, 0.3 * most, 0.7 * most)) {
                latency("connector-worker", rate, Topic.CONNECT_EVENTS.topicName());
                worker.requireAlive();
            }
        }
    }

    private void measureLatency(KafkaFloor kafka) throws InterruptedException {
        AtomicBoolean goOn = new AtomicBoolean(true);
        CompletableFuture<Void> floor = kafka.answer("floor", goOn::get);
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

    /** Half of what was measured when this was written: less is no noise. */
    private static void requireNoCollapse(Report report) {
        double ofLimit = report.figure(RATIOS, "connector-worker / limit");
        double ofTutorial = report.figure(RATIOS, "connector-worker / tutorial, 1 thread");
        if (ofLimit < 0.12 || ofTutorial < 8) {
            throw new IllegalStateException("a rate has collapsed; see docs/performance.md for what to expect");
        }
    }

    private static double seconds(long begin) {
        return (System.nanoTime() - begin) / 1e9;
    }
}
