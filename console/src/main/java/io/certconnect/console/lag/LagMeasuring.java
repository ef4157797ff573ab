package io.certconnect.console.lag;

import io.certconnect.lag.LagWatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Measures again and again, on a thread of its own, from the application's start to its end. */
final class LagMeasuring implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(LagMeasuring.class);
    private static final int LIMIT_SECONDS = 15;

    private final Supplier<LagWatch> clients;
    private final LatestLag latest;
    private final long intervalMillis;
    private @Nullable ScheduledExecutorService executor;
    private @Nullable LagWatch watch;

    /** @param clients makes them; may fail while a broker's name is not known, and is then asked again */
    LagMeasuring(Supplier<LagWatch> clients, LagSettings settings, LatestLag latest) {
        this.clients = clients;
        this.latest = latest;
        this.intervalMillis = settings.interval().toMillis();
    }

    @Override
    public synchronized void start() {
        ScheduledExecutorService started = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("lag").daemon().factory());
        // The delay is between measurements: after a long one they must not come in a burst, which is no window.
        var unused = started.scheduleWithFixedDelay(this::measure, 0, intervalMillis, TimeUnit.MILLISECONDS);
        executor = started;
    }

    private void measure() {
        String before = latest.known().trouble();
        try {
            LagWatch opened = watch == null ? clients.get() : watch;
            watch = opened;
            latest.measured(opened.look());
            if (before != null) {
                LOG.info("Lag is measured again");
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            String trouble = inWords(e);
            latest.failed(trouble);
            if (!trouble.equals(before)) {
                LOG.warn("Lag cannot be measured: {}", trouble);
            }
        }
    }

    /** The cause at the bottom says more than what was made of it on the way up. */
    private static String inWords(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    @Override
    public synchronized void stop() {
        ScheduledExecutorService running = executor;
        if (running == null) {
            return;
        }
        executor = null;
        running.shutdownNow();
        try {
            if (!running.awaitTermination(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A measurement does not end");
                return;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        LagWatch opened = watch;
        watch = null;
        if (opened != null) {
            opened.close();
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return executor != null;
    }
}
