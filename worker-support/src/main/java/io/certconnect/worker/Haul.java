package io.certconnect.worker;

import java.util.ArrayList;
import java.util.List;

/** One poll's records, sorted by what becomes of them; each list in the order of each partition. */
record Haul<R>(List<Arrival<R>> arrivals, List<Arrival<Reading.Kept<R>>> kept, List<DeadLetter> unreadable) {

    static <R> Haul<R> empty() {
        return new Haul<>(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    boolean hasWork() {
        return !arrivals.isEmpty() || !kept.isEmpty();
    }
}
