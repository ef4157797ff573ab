package io.certconnect.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.atomic.AtomicLongArray;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How one loop is, for health, metrics and the log. Written by the loop's thread, read by any.
 *
 * <p>Keeps the count of failures in a row, from which the back-off follows: doubling, without end, since giving up would
 * lose a record.
 */
final class LoopStatus {

    private static final Logger log = LoggerFactory.getLogger(LoopStatus.class);

    private static final Duration RECENTLY = Duration.ofMinutes(5);
    private static final int TOO_OFTEN = 3;

    private final String name;
    private final Clock clock;
    private final Duration backoffMin;
    private final Duration backoffMax;
    private final Deque<Instant> fenced = new ArrayDeque<>();
    private final AtomicLongArray failures = new AtomicLongArray(Trouble.Kind.values().length);
    private volatile LoopState state = new LoopState.Starting();

    LoopStatus(String name, Clock clock, Duration backoffMin, Duration backoffMax) {
        this.name = name;
        this.clock = clock;
        this.backoffMin = backoffMin;
        this.backoffMax = backoffMax;
    }

    String name() {
        return name;
    }

    LoopState state() {
        return state;
    }

    boolean isHolding() {
        return state instanceof LoopState.Holding;
    }

    boolean isHoldingFor(Trouble.Kind kind) {
        return state instanceof LoopState.Holding holding && holding.trouble().kind() == kind;
    }

    /** How many attempts failed for it since the start. */
    long failures(Trouble.Kind kind) {
        return failures.get(kind.ordinal());
    }

    /** The number of the attempt that is being made, or comes next; 1 if the last one went well. */
    int attempt() {
        return state instanceof LoopState.Holding holding ? holding.attempt() : 1;
    }

    /** Another failure. Returns how long to wait before the next attempt. */
    Duration hold(Trouble trouble) {
        failures.incrementAndGet(trouble.kind().ordinal());
        if (trouble.kind() == Trouble.Kind.FENCED) {
            rememberFence();
        }
        if (!(state instanceof LoopState.Holding before)) {
            state = new LoopState.Holding(clock.instant(), 2, trouble);
            log.warn("{} holds: {} ({})", name, trouble.kind(), trouble.what());
            return backoffMin;
        }
        state = new LoopState.Holding(before.since(), before.attempt() + 1, trouble);
        Duration backoff = backoffAfter(before.attempt());
        log.info("{} still holds after {} attempts: {} ({})", name, before.attempt(), trouble.kind(), trouble.what());
        return backoff;
    }

    private Duration backoffAfter(int failures) {
        Duration doubled = backoffMin.multipliedBy(1L << Math.min(failures - 1, 20));
        return doubled.compareTo(backoffMax) < 0 ? doubled : backoffMax;
    }

    void runs() {
        if (state instanceof LoopState.Holding holding) {
            Duration held = Duration.between(holding.since(), clock.instant());
            log.info("{} goes on after {} s and {} attempts", name, held.toSeconds(), holding.attempt());
        }
        state = new LoopState.Running();
    }

    void closed() {
        state = new LoopState.Closed();
    }

    void died(Throwable error) {
        state = new LoopState.Dead(clock.instant(), error.getClass().getName());
        log.error("{} is dead and stays so: restart the process", name, error);
    }

    private void rememberFence() {
        synchronized (fenced) {
            fenced.addLast(clock.instant());
            if (fenced.size() > TOO_OFTEN) {
                fenced.removeFirst();
            }
        }
    }

    /** Whether it looks as if another live process used the same transactional id. */
    boolean hasTwin() {
        synchronized (fenced) {
            return fenced.size() == TOO_OFTEN
                    && fenced.getFirst().isAfter(clock.instant().minus(RECENTLY));
        }
    }
}
