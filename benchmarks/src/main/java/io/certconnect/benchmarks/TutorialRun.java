package io.certconnect.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** A worker that is written as tutorials do, in a JVM of its own, on records that wait for it. */
final class TutorialRun {

    private final BenchServices services;
    private final Class<?> application;
    private final WorkerProcess.Options options;
    private final List<String> groups;

    /**
     * @param options those of the worker that it is compared with
     * @param groups all that it reads in
     */
    TutorialRun(BenchServices services, Class<?> application, WorkerProcess.Options options, List<String> groups) {
        this.services = services;
        this.application = application;
        this.options = options;
        this.groups = groups;
    }

    /**
     * Records a second, in all groups together.
     *
     * @param threads of each group
     * @param warmUp records that are not counted
     * @param end after so many it is stopped
     */
    double perSecond(int threads, int warmUp, int end) throws InterruptedException, ExecutionException {
        List<String> settings = new ArrayList<>(services.settings("tutorial"));
        settings.add("--concurrency=" + threads);
        settings.add("--group=" + groups.getFirst());
        try (WorkerProcess process = WorkerProcess.start(application, options, settings)) {
            long from = await(warmUp, process);
            long begin = System.nanoTime();
            long to = await(end, process);
            return (to - from) / ((System.nanoTime() - begin) / 1e9);
        }
    }

    private long await(long wanted, WorkerProcess process) throws InterruptedException, ExecutionException {
        long passed = passed();
        while (passed < wanted) {
            process.requireAlive();
            TimeUnit.MILLISECONDS.sleep(200);
            passed = passed();
        }
        return passed;
    }

    private long passed() throws InterruptedException, ExecutionException {
        long passed = 0;
        for (String group : groups) {
            passed += services.passed(group);
        }
        return passed;
    }
}
