package io.certconnect.worker;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * One thread that works on its share of the topics, session after session, until it is closed or an {@link Error} ends it.
 * After an error nothing in this process can be trusted to be whole, so it stays down and health turns red.
 */
final class ExactlyOnceLoop<R> implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(ExactlyOnceLoop.class);

    private final LoopParts<R> parts;
    private final CountDownLatch closing = new CountDownLatch(1);
    private volatile @Nullable Session<R> session;

    ExactlyOnceLoop(LoopParts<R> parts) {
        this.parts = parts;
    }

    /** Asks the loop to end; it does after the batch in hand, or at once while it waits. */
    void close() {
        closing.countDown();
        Session<R> current = session;
        if (current != null) {
            current.wakeUp();
        }
    }

    @Override
    public void run() {
        try (var unused = MDC.putCloseable(LogFields.LOOP, parts.status().name())) {
            while (!isClosing()) {
                runSession();
            }
            parts.status().closed();
        } catch (Throwable error) {
            parts.status().died(error);
        }
    }

    private void runSession() {
        try (Session<R> current = new Session<>(parts)) {
            session = current;
            turnUntilClosing(current);
            if (!parts.status().isHolding()) {
                current.tellLast();
            }
        } catch (InterruptException closed) {
            // Clears the flag, which would keep the next client call from waiting.
            boolean unused = Thread.interrupted();
        } catch (RuntimeException failure) {
            pauseBeforeNext(failure);
        } finally {
            session = null;
        }
    }

    private void turnUntilClosing(Session<R> current) {
        try {
            while (!isClosing()) {
                current.turn();
            }
        } catch (WakeupException closed) {
            // What was in hand comes again.
        }
    }

    private void pauseBeforeNext(RuntimeException failure) {
        if (isClosing()) {
            log.info("{} ends without having finished: {}", parts.status().name(), Trouble.inLoop(failure));
            return;
        }
        Duration backoff = parts.status().hold(Trouble.inLoop(failure));
        try {
            boolean unused = closing.await(backoff.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException closed) {
            // Only close interrupts.
        }
    }

    private boolean isClosing() {
        return closing.getCount() == 0;
    }
}
