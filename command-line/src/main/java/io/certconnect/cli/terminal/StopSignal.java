package io.certconnect.cli.terminal;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Ctrl-C as something that a command can ask for: while this is open, the program does not end under the command's hands
 * but lets it finish what it has begun, for a few seconds.
 */
public final class StopSignal implements AutoCloseable {

    private static final int PATIENCE_SECONDS = 8;

    private final CountDownLatch given = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);
    private final Thread hook;

    public StopSignal() {
        this.hook = new Thread(this::awaitEnd, "stop-signal");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** To be asked often: nothing else tells a command that it should end. */
    public boolean given() {
        return given.getCount() == 0;
    }

    /** Waits for that long, or until it is given; tells whether it is. */
    public boolean givenWithin(Duration time) {
        try {
            return given.await(time.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    private void awaitEnd() {
        given.countDown();
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
