package io.certconnect.stores;

import io.certconnect.stores.TestStore.Event;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * A history and how it comes to a store.
 *
 * @param history what happened, in the order in which it did
 * @param batches what arrives together: places in the history
 */
record Delivery(List<Happened> history, List<List<Integer>> batches) {

    /** @param what for people who read of a failure */
    record Happened(String what, Event event) {}

    /** @param arrivals when the event arrives, each time that it does */
    record Sent(Histories.Happening happening, List<Integer> arrivals) {}

    /** @param poll how much time one batch covers */
    static Delivery of(List<Sent> sent, int poll) {
        StandInLedger ledger = new StandInLedger();
        List<Happened> history = new ArrayList<>();
        TreeMap<Integer, List<Integer>> byArrival = new TreeMap<>();
        for (Sent one : sent) {
            one.happening().in(ledger).ifPresent(happened -> {
                for (int arrival : one.arrivals()) {
                    byArrival
                            .computeIfAbsent(arrival, unused -> new ArrayList<>())
                            .add(history.size());
                }
                history.add(happened);
            });
        }
        TreeMap<Integer, List<Integer>> byPoll = new TreeMap<>();
        byArrival.forEach((arrival, places) -> byPoll.computeIfAbsent(arrival / poll, unused -> new ArrayList<>())
                .addAll(places));
        return new Delivery(history, List.copyOf(byPoll.values()));
    }

    List<Event> events() {
        return history.stream().map(Happened::event).toList();
    }

    List<Event> batch(List<Integer> places) {
        return places.stream().map(place -> history.get(place).event()).toList();
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("\nwhat happened:\n");
        for (int place = 0; place < history.size(); place++) {
            text.append("  %2d  %s%n".formatted(place, history.get(place).what()));
        }
        text.append("as it arrived, in batches: ").append(batches).append('\n');
        return text.toString();
    }
}
