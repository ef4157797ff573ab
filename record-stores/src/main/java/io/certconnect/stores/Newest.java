package io.certconnect.stores;

import static java.util.Comparator.comparingLong;

import java.util.Collection;
import java.util.Comparator;
import java.util.Map;
import java.util.TreeMap;

/**
 * Of a batch's changes the newest of each key, in the order of keys: PostgreSQL takes a key once per statement, and rows
 * that all writers lock in one order never wait in a circle.
 */
final class Newest<T> {

    /**
     * @param version the change's version or sequence
     * @param fingerprint of the event's bytes; decides between two contents of one version
     */
    record Row<T>(T change, long version, long fingerprint) {}

    private static final Comparator<Row<?>> AGE =
            comparingLong((Row<?> row) -> row.version()).thenComparingLong(Row::fingerprint);

    private final Map<String, Row<T>> rows = new TreeMap<>();

    void offer(String key, T change, long version, long fingerprint) {
        Row<T> row = new Row<>(change, version, fingerprint);
        rows.merge(key, row, (before, now) -> AGE.compare(before, now) < 0 ? now : before);
    }

    Collection<Row<T>> rows() {
        return rows.values();
    }
}
