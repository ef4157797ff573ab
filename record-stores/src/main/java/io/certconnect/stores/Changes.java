package io.certconnect.stores;

import io.certconnect.stores.Change.BadgeRecorded;
import io.certconnect.stores.Change.Connected;
import io.certconnect.stores.Change.Learnt;
import io.certconnect.stores.Change.Merged;
import io.certconnect.stores.Change.Nothing;
import io.certconnect.stores.Change.Recorded;
import io.certconnect.stores.Change.Versioned;
import io.certconnect.worker.Arrival;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A batch's changes, sorted by the table that they belong to.
 *
 * @param count of all that were changes, those that a newer one in the same batch covers included
 */
record Changes(
        int count,
        Newest<Connected> connections,
        Newest<Merged> merges,
        Newest<Recorded> records,
        Newest<BadgeRecorded> badges,
        Newest<Learnt> activities) {

    static Changes of(List<Arrival<Change>> arrivals) {
        int count = 0;
        for (Arrival<Change> arrival : arrivals) {
            count += arrival.value() instanceof Nothing ? 0 : 1;
        }
        Changes changes =
                new Changes(count, new Newest<>(), new Newest<>(), new Newest<>(), new Newest<>(), new Newest<>());
        MessageDigest digest = digest();
        for (Arrival<Change> arrival : arrivals) {
            changes.add(arrival.value(), arrival.source().value(), digest);
        }
        return changes;
    }

    private void add(Change change, byte @Nullable [] event, MessageDigest digest) {
        switch (change) {
            case Nothing nothing -> {}
            case Connected connected ->
                connections.offer(connected.learnProfileId(), connected, connected.sequence(), 0);
            case Merged merged -> merges.offer(merged.absorbedId(), merged, merged.sequence(), 0);
            case Recorded recorded -> offer(records, recorded, event, digest);
            case BadgeRecorded recorded -> offer(badges, recorded, event, digest);
            case Learnt learnt -> offer(activities, learnt, event, digest);
        }
    }

    private static <T extends Versioned> void offer(
            Newest<T> newest, T change, byte @Nullable [] event, MessageDigest digest) {
        // No id holds U+0000: an event with one in any text cannot be read.
        String key = change.profileId() + '\0' + change.id();
        newest.offer(key, change, change.version(), fingerprint(event, digest));
    }

    /** Of the bytes behind the framing, since the same content may carry another schema id. */
    private static long fingerprint(byte @Nullable [] event, MessageDigest digest) {
        if (event == null || event.length < FRAMING) {
            return 0;
        }
        digest.update(event, FRAMING, event.length - FRAMING);
        return ByteBuffer.wrap(digest.digest()).getLong();
    }

    /** Confluent's wire format: a zero and the schema id. */
    private static final int FRAMING = 5;

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }
}
