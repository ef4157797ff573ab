package io.certconnect.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A worker, in one or several instances, on requests that wait for it: how many it decides a second, and at what cost. */
final class WorkersRun {

    private final BenchServices services;
    private final RequestKind kind;

    WorkersRun(BenchServices services, RequestKind kind) {
        this.services = services;
        this.kind = kind;
    }

    /**
     * Costs in microseconds of processor time for each decision.
     *
     * @param resident the largest worker's memory at the end, in mebibytes
     * @param residentBefore the same when half of the counted requests were decided
     */
    record Result(
            double perSecond,
            double workerCost,
            double postgresCost,
            double brokerCost,
            long resident,
            long residentBefore) {

        @Override
        public String toString() {
            return String.format(
                    Locale.ROOT,
                    "%,.0f/s; CPU a decision: worker %.1f, PostgreSQL %.1f, broker and this %.1f us; %d MB, half way %d MB",
                    perSecond,
                    workerCost,
                    postgresCost,
                    brokerCost,
                    resident,
                    residentBefore);
        }
    }

    /**
     * @param warmUp how many requests are not counted: until then two cores compile
     * @param end how many there are
     */
    Result run(int instances, int warmUp, int end, String... settings) throws InterruptedException, ExecutionException {
        List<WorkerProcess> workers = new ArrayList<>();
        try {
            for (int instance = 0; instance < instances; instance++) {
                workers.add(start(instance, settings));
            }
            await(warmUp, workers);
            long begin = System.nanoTime();
            long from = passed();
            Duration worker = cpu(workers);
            Duration postgres = services.postgresCpu();
            Duration here = cpuHere();
            await((from + end) / 2, workers);
            long halfWay = resident(workers);
            await(end, workers);
            double counted = end - from;
            return new Result(
                    counted / ((System.nanoTime() - begin) / 1e9),
                    cpu(workers).minus(worker).toNanos() / 1e3 / counted,
                    services.postgresCpu().minus(postgres).toNanos() / 1e3 / counted,
                    cpuHere().minus(here).toNanos() / 1e3 / counted,
                    resident(workers),
                    halfWay);
        } finally {
            workers.forEach(WorkerProcess::close);
        }
    }

    WorkerProcess start(int instance, String... settings) {
        List<String> all = new ArrayList<>(services.settings("bench-" + instance));
        all.addAll(List.of(settings));
        return WorkerProcess.start(kind.worker(), WorkerProcess.Options.DECIDING, all);
    }

    private void await(long wanted, List<WorkerProcess> workers) throws InterruptedException, ExecutionException {
        while (passed() < wanted) {
            workers.forEach(WorkerProcess::requireAlive);
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private long passed() throws InterruptedException, ExecutionException {
        return services.passed(kind.group().groupId());
    }

    private static Duration cpu(List<WorkerProcess> workers) {
        return workers.stream().map(WorkerProcess::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    private static Duration cpuHere() {
        return ProcessHandle.current().info().totalCpuDuration().orElseThrow();
    }

    private static long resident(List<WorkerProcess> workers) {
        return workers.stream().mapToLong(WorkerProcess::resident).max().orElseThrow();
    }
}
