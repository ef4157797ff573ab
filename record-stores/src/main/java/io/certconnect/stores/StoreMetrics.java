package io.certconnect.stores;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** Counts what became of the changes that reached a store. */
public final class StoreMetrics {

    private final Counter written;
    private final Counter known;

    public StoreMetrics(MeterRegistry meters, Store store) {
        this.written = counter(meters, store, "written");
        this.known = counter(meters, store, "known");
    }

    private static Counter counter(MeterRegistry meters, Store store, String outcome) {
        return Counter.builder("certconnect.store.changes")
                .description("changes by what became of them; known: the store had them, or newer ones")
                .tag("store", store.schema())
                .tag("outcome", outcome)
                .register(meters);
    }

    /**
     * A batch was committed.
     *
     * @param changes that came
     * @param rows that they changed
     */
    void applied(int changes, int rows) {
        written.increment(rows);
        known.increment(changes - rows);
    }
}
