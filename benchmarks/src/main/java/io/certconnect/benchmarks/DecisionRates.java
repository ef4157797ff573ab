package io.certconnect.benchmarks;

import java.util.List;
import java.util.concurrent.ExecutionException;

/**
 * How many requests of one kind are decided a second: as tutorials do it, by the worker as shipped, and at most, which is
 * what Kafka and PostgreSQL take for the same records and rows. 1 / limit = 1 / Kafka + 1 / PostgreSQL.
 */
final class DecisionRates {

    private static final String RATIOS = "times";
    private static final String MEMORY = "MB resident";
    private static final int LOOPS = 2;

    /**
     * How many requests there are. Of each the first are a warm-up, which is not counted.
     *
     * @param end how many wait on their topic
     * @param tutorialEnd how many of them the tutorial's way gets to do
     * @param kafkaRounds how often Kafka's floor does all of them: it is soon done
     */
    record Sizes(int warmUp, int end, int tutorialWarmUp, int tutorialEnd, int kafkaRounds) {}

    /** Has the ledger as if a group had never decided anything. */
    interface Undoing {
        void of(String group) throws InterruptedException, ExecutionException;
    }

    private final BenchServices services;
    private final Report report;
    private final RequestKind kind;
    private final Sizes sizes;
    private final String rates;
    private final String worker;

    DecisionRates(BenchServices services, Report report, RequestKind kind, Sizes sizes) {
        this.services = services;
        this.report = report;
        this.kind = kind;
        this.sizes = sizes;
        this.rates = kind.plural() + "/s";
        this.worker = kind.group().groupId();
    }

    /** A worker's requests a second, once measured. */
    double ofWorker() {
        return report.figure(rates, worker);
    }

    void measureTutorial(int threads, Undoing undoing) throws InterruptedException, ExecutionException {
        report.stage("%s, the tutorial's way, %d thread(s)", kind.plural(), threads);
        TutorialRun run = new TutorialRun(
                services, kind.tutorial(), WorkerProcess.Options.DECIDING, List.of(kind.tutorialGroup()));
        report.figure(rates, tutorial(threads), run.perSecond(threads, sizes.tutorialWarmUp(), sizes.tutorialEnd()));
        undoing.of(kind.tutorialGroup());
    }

    private static String tutorial(int threads) {
        return "the tutorial's way, " + threads + " thread(s)";
    }

    void measureWorker() throws InterruptedException, ExecutionException {
        report.stage("the %s as shipped, %,d of %,d as a warm-up", worker, sizes.warmUp(), sizes.end());
        WorkersRun.Result result = new WorkersRun(services, kind).run(1, sizes.warmUp(), sizes.end());
        String costs = "us of CPU a decision, " + worker;
        report.figure(rates, worker, result.perSecond());
        report.figure(costs, "worker", result.workerCost());
        report.figure(costs, "PostgreSQL", result.postgresCost());
        report.figure(costs, "broker, and this", result.brokerCost());
        report.figure(MEMORY, worker + ", half way", result.residentBefore());
        report.figure(MEMORY, worker + ", at the end", result.resident());
    }

    /**
     * The floors, and what was measured before as ratios.
     *
     * @param rows of each decision one in each table
     * @return Kafka's, to go on with
     */
    KafkaFloor measureFloors(List<FloorTable> rows, int... tutorialThreads) {
        report.stage("the floors of %s", kind.plural());
        KafkaFloor kafka;
        try (EventReader reader = new EventReader(services, kind.events().topicName())) {
            kafka = KafkaFloor.answering(services, reader.sample(2_000));
        }
        double kafkaFloor = perSecond(kafka);
        double postgresFloor = new PostgresFloor(services.administrator(), rows).rowsPerSecond(2) / rows.size();
        double limit = 1 / (1 / kafkaFloor + 1 / postgresFloor);
        report.figure(rates, "Kafka floor", kafkaFloor);
        report.figure(rates, "PostgreSQL floor", postgresFloor);
        report.figure(rates, "limit of both", limit);
        report.figure(RATIOS, worker + " / limit", ofWorker() / limit);
        for (int threads : tutorialThreads) {
            double ofTutorial = report.figure(rates, tutorial(threads));
            report.figure(RATIOS, timesTutorial(threads), ofWorker() / ofTutorial);
        }
        return kafka;
    }

    private double perSecond(KafkaFloor kafka) {
        double seconds = 0;
        for (int round = 0; round < sizes.kafkaRounds(); round++) {
            seconds += 1 / kafka.run(List.of(floorGroup(round)), sizes.warmUp(), sizes.end());
        }
        return sizes.kafkaRounds() / seconds;
    }

    /** A group that reads the requests as Kafka's floor. */
    KafkaFloor.Group floorGroup(int round) {
        return new KafkaFloor.Group("floor-" + worker + "-" + round, List.of(kind.requests()), LOOPS);
    }

    /** @throws IllegalStateException if a ratio is below these */
    void requireNoCollapse(double ofLimit, double ofTutorial) {
        if (report.figure(RATIOS, worker + " / limit") < ofLimit
                || report.figure(RATIOS, timesTutorial(1)) < ofTutorial) {
            throw new IllegalStateException(
                    "the rate of the " + worker + " has collapsed; see docs/performance.md for what to expect");
        }
    }

    private String timesTutorial(int threads) {
        return worker + " / tutorial, " + threads + (threads == 1 ? " thread" : " threads");
    }
}
