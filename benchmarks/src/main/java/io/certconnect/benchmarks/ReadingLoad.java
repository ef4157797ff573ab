package io.certconnect.benchmarks;

import io.certconnect.stores.reading.Transcripts;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.ConcurrentHistogram;
import org.HdrHistogram.Histogram;

/**
 * Reads transcripts of learners at random, so many a second whatever the answers take. Each read is measured from when it
 * was due, so a slow one is not hidden by those that it held up.
 */
final class ReadingLoad implements AutoCloseable {

    private static final int PAGE = 100;

    private final Transcripts transcripts;
    private final int learners;
    private final long gapNanos;
    private final Histogram micros = new ConcurrentHistogram(TimeUnit.MINUTES.toMicros(1), 3);
    private final Thread thread;
    private volatile boolean closing;

    ReadingLoad(Transcripts transcripts, int learners, int perSecond) {
        this.transcripts = transcripts;
        this.learners = learners;
        this.gapNanos = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.thread = Thread.ofPlatform().name("reader").start(this::read);
    }

    private void read() {
        SplittableRandom random = new SplittableRandom(7);
        long due = System.nanoTime();
        while (!closing) {
            due += gapNanos;
            for (long early = due - System.nanoTime(); early > 0; early = due - System.nanoTime()) {
                LockSupport.parkNanos(early);
            }
            var unused = transcripts.page(Population.learner(random.nextInt(learners)), null, PAGE);
            micros.recordValue((System.nanoTime() - due) / 1_000);
        }
    }

    /** What was read until now was a warm-up. */
    void forget() {
        micros.reset();
    }

    /** Ends the load. Returns what reads took, in microseconds. */
    Histogram stop() {
        closing = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return micros;
    }

    @Override
    public void close() {
        var unused = stop();
    }
}
