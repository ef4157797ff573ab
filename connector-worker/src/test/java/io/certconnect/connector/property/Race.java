package io.certconnect.connector.property;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;

/**
 * Runs several lanes of steps at once, the first step of each, then the second of each, and so on, so that they meet
 * however fast one of them is. Nobody waits longer than {@value #MOST_SECONDS} seconds.
 */
final class Race implements AutoCloseable {

    private static final int MOST_SECONDS = 60;

    private final ExecutorService threads = Executors.newCachedThreadPool();

    /** Runs the lanes to their ends, each on a thread of its own; throws what any step threw. */
    void run(List<List<Runnable>> lanes) throws Exception {
        Phaser together = new Phaser(lanes.size());
        List<Future<?>> ends = new ArrayList<>();
        for (List<Runnable> steps : lanes) {
            ends.add(threads.submit(() -> run(steps, together)));
        }
        for (Future<?> end : ends) {
            end.get(MOST_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Void run(List<Runnable> steps, Phaser together) throws Exception {
        try {
            for (Runnable step : steps) {
                together.awaitAdvanceInterruptibly(together.arrive(), MOST_SECONDS, TimeUnit.SECONDS);
                step.run();
            }
            return null;
        } finally {
            together.arriveAndDeregister();
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
