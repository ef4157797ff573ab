package io.certconnect.deciding;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.UUID;

/** What every event carries besides what was decided. */
public record Stamp(UUID eventId, long sequence, Instant decidedAt) {

    /** Of the ids that are made here; drawn once, at random. */
    private static final UUID NAMESPACE = UUID.fromString("bacd3e94-7192-4aea-99fb-a731bf0ef32d");

    /**
     * The id of the event that answers a request, the same however often it is decided: by the request's id within our
     * namespace (RFC 9562, version 3).
     */
    static UUID eventIdFor(UUID requestId) {
        ByteBuffer name = ByteBuffer.allocate(4 * Long.BYTES);
        put(NAMESPACE, name);
        put(requestId, name);
        return UUID.nameUUIDFromBytes(name.array());
    }

    private static void put(UUID id, ByteBuffer name) {
        name.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    }
}
