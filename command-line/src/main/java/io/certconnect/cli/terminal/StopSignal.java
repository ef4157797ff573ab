package io.certconnect.cli.terminal;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as something that a command can ask for: while this is open, the program does not end under the command's hands
 * but lets it finish what it has begun, for a few seconds.
 */
public final class StopSignal implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 8;

    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;
    private volatile boolean given;

    /** @param onStop runs in another thread when the signal comes, to wake up whatever waits */
    public StopSignal(Runnable onStop) {
        this.hook = new Thread(() -> stop(onStop), "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    public boolean given() {
        return given;
    }

    private void stop(Runnable onStop) {
        given = true;
        onStop.run();
        try {
            boolean inTime = finished.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
            if (!inTime) {
                System.err.println("Stopped without waiting any longer.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        finished.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyEnding) {
            // Then the hook has run, and needs no removing.
        }
    }
}
