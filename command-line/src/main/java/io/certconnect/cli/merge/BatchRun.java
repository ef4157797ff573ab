package io.certconnect.cli.merge;

import io.certconnect.cli.merge.Batch.Entry;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BooleanSupplier;

/** Sends lines as their turn comes, a limited number at a time, and hears what becomes of them. */
final class BatchRun {

    static final int MOST_IN_FLIGHT = 64;

    /** @param at when it was sent, in {@link System#nanoTime} */
    private record Sent(Entry entry, long at) {}

    private final MergeExchange exchange;
    private final InOrder order;
    private final BatchReport report;
    private final Duration timeout;
    private final BooleanSupplier stop;

    /** The requests of lines that have not ended. */
    private final Set<UUID> open = new HashSet<>();

    /** Decisions on lines that were not sent by us, at least not yet. */
    private final Map<UUID, MergeDecided> decidedBefore = new HashMap<>();

    /** In the order in which they were sent. */
    private final Map<UUID, Sent> inFlight = new LinkedHashMap<>();

    private long lastDecision;
    private boolean silent;

    /**
     * @param timeout how long a line may wait for its decision
     * @param stop whether the stop signal was given
     */
    BatchRun(
            MergeExchange exchange,
            List<Entry> entries,
            InOrder order,
            BatchReport report,
            Duration timeout,
            BooleanSupplier stop) {
        this.exchange = exchange;
        this.order = order;
        this.report = report;
        this.timeout = timeout;
        this.stop = stop;
        entries.forEach(entry -> open.add(entry.id()));
    }

    /**
     * Reads all earlier decisions: a request that was decided gets no second event. They are in the topic for ever, and
     * merges are few, so that this takes no access to the ledger and little time.
     */
    void recall() {
        exchange.rewind();
        while (!exchange.isUpToDate() && !stop.getAsBoolean()) {
            exchange.hear().forEach(this::note);
        }
    }

    /** Returns when all lines have ended that can: decided, or given up. */
    void run() {
        lastDecision = System.nanoTime();
        try {
            while (!stop.getAsBoolean() && (!inFlight.isEmpty() || mayGoOn())) {
                sendNext();
                if (!inFlight.isEmpty()) {
                    exchange.hear().forEach(this::note);
                }
                giveUpLate();
                report.tick();
            }
        } finally {
            // None, unless we were stopped or something broke.
            inFlight.values().forEach(sent -> report.undecided(sent.entry()));
        }
    }

    private boolean mayGoOn() {
        return !silent && order.hasNext();
    }

    private void sendNext() {
        List<MergeRequested> requests = new ArrayList<>();
        while (mayGoOn() && inFlight.size() < MOST_IN_FLIGHT) {
            Entry entry = order.next();
            if (entry == null) {
                break;
            }
            MergeDecided before = decidedBefore.remove(entry.id());
            if (before != null) {
                end(entry, before, true);
                continue;
            }
            requests.add(entry.request());
            inFlight.put(entry.id(), new Sent(entry, System.nanoTime()));
        }
        if (!requests.isEmpty()) {
            exchange.send(requests);
        }
    }

    private void note(MergeDecided event) {
        if (!open.contains(event.getRequestId())) {
            return;
        }
        Sent sent = inFlight.remove(event.getRequestId());
        if (sent == null) {
            decidedBefore.put(event.getRequestId(), event);
            return;
        }
        lastDecision = System.nanoTime();
        end(sent.entry(), event, false);
    }

    private void end(Entry entry, MergeDecided event, boolean before) {
        open.remove(entry.id());
        order.settle(entry);
        report.decided(entry, event, before);
    }

    /**
     * A line without a decision holds back those that wait for it, and no others: it may have become a dead letter. But if
     * nothing at all was decided since it was sent, nobody is deciding, and no more is sent.
     */
    private void giveUpLate() {
        long now = System.nanoTime();
        List<Sent> late = inFlight.values().stream()
                .takeWhile(sent -> now - sent.at() >= timeout.toNanos())
                .toList();
        for (Sent sent : late) {
            inFlight.remove(sent.entry().id());
            silent |= lastDecision - sent.at() <= 0;
            report.undecided(sent.entry());
        }
    }
}
