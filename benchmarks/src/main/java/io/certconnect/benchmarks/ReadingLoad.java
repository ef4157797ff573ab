package io.certconnect.benchmarks;

import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Reads transcripts of learners at random, so many a second whatever the answers take. Each read is measured from when it
 * was due, so a slow one is not hidden by those that it held up.
 */
final class ReadingLoad implements AutoCloseable {

    private final TranscriptReads.Clients clients;
    private final int learners;
    private final long gapNanos;
    private final Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
    private final CompletableFuture<Void> reading;
    private volatile boolean closing;

    /** @param perSecond 0: one after the other, as fast as they are answered */
    ReadingLoad(TranscriptReads.Clients clients, int learners, int perSecond) {
        this.clients = clients;
        this.learners = learners;
        this.gapNanos = perSecond == 0 ? 0 : TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.reading = CompletableFuture.runAsync(
                this::read, task -> Thread.ofPlatform().name("reader").start(task));
    }

    private void read() {
        SplittableRandom random = new SplittableRandom(7);
        try (TranscriptReads reads = clients.connect()) {
            long due = System.nanoTime();
            while (!closing) {
                due = gapNanos == 0 ? System.nanoTime() : due + gapNanos;
                for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                    LockSupport.parkNanos(early);
                }
                var unused = reads.read(Population.learner(random.nextInt(learners)));
                micros.recordValue((System.nanoTime() - due) / 1_000);
            }
        }
    }

    /** What was read until now was a warm-up. */
    void forget() {
        micros.reset();
    }

    /**
     * Ends the load. Returns what reads took, in microseconds.
     *
     * @throws java.util.concurrent.CompletionException if one failed
     */
    Histogram stop() {
        closing = true;
        reading.join();
        return micros;
    }

    @Override
    public void close() {
        var unused = stop();
    }
}
