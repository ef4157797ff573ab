package io.certconnect.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** What reading a transcript costs, over HTTP and by other ways to the same rows: how long it takes, and how many a second. */
final class ReadingCost {

    static final String HTTP = "HTTP";
    static final String JDBC = "bare JDBC";
    private static final String TUTORIAL = "the tutorial's way, HTTP";

    private static final String LATENCIES = "ms from due to read";
    private static final String RATES = "transcripts/s, two clients";
    private static final String RATIOS = "times";
    private static final int PER_SECOND = 200;
    private static final int CLIENTS = 2;
    private static final int WARM_UP_SECONDS = 3;
    private static final int SECONDS = 10;

    private final Report report;
    private final int learners;

    ReadingCost(Report report, int learners) {
        this.report = report;
        this.learners = learners;
    }

    /** All ways, one after the other, while nothing else runs. */
    void measure(StoresBench bench) throws InterruptedException {
        bench.administratorSql().sql("vacuum analyze").update();
        measure(HTTP, bench.overHttp());
        measure(JDBC, bench.byBareJdbc());
        try (UnfencedViews unused = bench.unfencedViews();
                WorkerProcess tutorial = bench.startTutorialReader()) {
            measure(TUTORIAL, bench.fromTutorial());
            tutorial.requireAlive();
        }
        report.figure(RATIOS, "transcripts/s, HTTP / bare JDBC", rate(HTTP) / rate(JDBC));
        report.figure(RATIOS, "transcripts/s, HTTP / tutorial", rate(HTTP) / rate(TUTORIAL));
    }

    private static void requireSomething(TranscriptReads.Clients way) {
        try (TranscriptReads reads = way.connect()) {
            if (reads.read(Population.learner(1)) == 0) {
                throw new IllegalStateException("a learner with records has none");
            }
        }
    }

    private void measure(String who, TranscriptReads.Clients clients) throws InterruptedException {
        report.stage("reading transcripts, %s: %d a second, then as fast as %d clients can", who, PER_SECOND, CLIENTS);
        requireSomething(clients);
        try (ReadingLoad reading = new ReadingLoad(clients, learners, PER_SECOND)) {
            TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
            reading.forget();
            TimeUnit.SECONDS.sleep(SECONDS);
            latency(who, reading.stop());
        }
        report.figure(RATES, who, atFullSpeed(clients));
    }

    /** @param who with what else went on, if anything */
    void latency(String who, Histogram micros) {
        for (double percentile : List.of(50.0, 99.0, 99.9)) {
            report.figure(LATENCIES, who + ", p" + percentile, micros.getValueAtPercentile(percentile) / 1e3);
        }
    }

    private double atFullSpeed(TranscriptReads.Clients clients) throws InterruptedException {
        List<ReadingLoad> loads = new ArrayList<>();
        for (int client = 0; client < CLIENTS; client++) {
            loads.add(new ReadingLoad(clients, learners, 0));
        }
        TimeUnit.SECONDS.sleep(WARM_UP_SECONDS);
        loads.forEach(ReadingLoad::forget);
        long begin = System.nanoTime();
        TimeUnit.SECONDS.sleep(SECONDS);
        long reads = 0;
        for (ReadingLoad load : loads) {
            reads += load.stop().getTotalCount();
        }
        return reads / ((System.nanoTime() - begin) / 1e9);
    }

    private double rate(String who) {
        return report.figure(RATES, who);
    }
}
