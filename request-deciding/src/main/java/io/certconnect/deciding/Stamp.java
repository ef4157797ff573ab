package io.certconnect.deciding;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;

/** What every event carries besides what was decided. */
public record Stamp(UUID eventId, long sequence, Instant decidedAt) {

    /** The id of the event that answers a request: the same however often it is decided. */
    static UUID eventIdFor(UUID requestId) {
        return UUID.nameUUIDFromBytes(("certconnect decision " + requestId).getBytes(StandardCharsets.UTF_8));
    }
}
