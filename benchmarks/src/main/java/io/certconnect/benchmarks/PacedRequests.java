package io.certconnect.benchmarks;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/**
 * Requests at a steady rate, whatever becomes of them, and how long each takes until its event can be read, from the moment
 * when it was due to be sent: so a stall counts for all who wait in it.
 */
final class PacedRequests {

    private final BenchServices services;
    private final int first;
    private final int warmUp;
    private final AtomicLongArray due;
    private final long gapNanos;
    private final Histogram micros = new Histogram(TimeUnit.MINUTES.toMicros(2), 3);

    /**
     * @param first the number of the first learner
     * @param warmUp how many are not counted
     */
    PacedRequests(BenchServices services, int first, int warmUp, int counted, double perSecond) {
        this.services = services;
        this.first = first;
        this.warmUp = warmUp;
        this.due = new AtomicLongArray(warmUp + counted);
        this.gapNanos = Math.round(1e9 / perSecond);
    }

    /** Returns when every event was read; throws if nothing came for half a minute. */
    Histogram run(String eventTopic) throws InterruptedException {
        try (EventReader reader = new EventReader(services, eventTopic)) {
            Thread sender = Thread.ofPlatform().name("sender").start(this::send);
            int[] read = {0};
            long lastRead = System.nanoTime();
            while (read[0] < due.length()) {
                int before = read[0];
                reader.next(learner -> {
                    int index = (int) learner - first;
                    if (index >= 0 && index < due.length() && due.get(index) != 0) {
                        note(index);
                        read[0]++;
                    }
                });
                long now = System.nanoTime();
                lastRead = read[0] > before ? now : lastRead;
                if (now - lastRead > TimeUnit.SECONDS.toNanos(30)) {
                    throw new IllegalStateException("only " + read[0] + " of " + due.length() + " events came");
                }
            }
            sender.join();
        }
        return micros;
    }

    private void note(int index) {
        long took = System.nanoTime() - due.getAndSet(index, 0);
        if (index >= warmUp) {
            micros.recordValue(TimeUnit.NANOSECONDS.toMicros(took));
        }
    }

    private void send() {
        long next = System.nanoTime();
        for (int index = 0; index < due.length(); index++) {
            next += gapNanos;
            for (long early = next - System.nanoTime(); early > 0; early = next - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            due.set(index, next);
            services.send(ConnectRequests.request(first + index));
        }
    }
}
