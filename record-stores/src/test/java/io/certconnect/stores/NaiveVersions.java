package io.certconnect.stores;

import io.certconnect.stores.TestStore.Event;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.TreeMap;

/** Of each thing the newest version; of two contents under one version the one whose bytes have the greater fingerprint. */
final class NaiveVersions<T> {

    private record Version<T>(T value, long number, long fingerprint) {}

    private final TreeMap<String, Version<T>> newest = new TreeMap<>();

    void add(String id, T value, long number, Event event) {
        Version<T> added = new Version<>(value, number, fingerprint(event));
        Version<T> there = newest.get(id);
        if (there == null
                || added.number() > there.number()
                || (added.number() == there.number() && added.fingerprint() > there.fingerprint())) {
            newest.put(id, added);
        }
    }

    Collection<T> values() {
        return newest.values().stream().map(Version::value).toList();
    }

    private static long fingerprint(Event event) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(event.content());
            return ByteBuffer.wrap(hash, 0, 8).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
