package io.certconnect.ledger;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A decision as the ledger keeps it, with the event that announces it.
 *
 * @param payloadHash see {@link PayloadHash}
 * @param source the record that asked; only its redelivery may publish the event again
 * @param sequence grows with every decision that touches a profile
 * @param eventId derived from the request id, so it is the same each time
 * @param event the event's bytes as published, Confluent framing included
 * @param profile the certification profile that it is about (of a merge, the survivor); null if none was found
 * @param otherProfile of a merge, the absorbed profile; else null
 * @param facts what the rule saw, as JSON; ids only
 */
public record Decision(
        UUID requestId,
        Kind kind,
        PayloadHash payloadHash,
        Source source,
        long sequence,
        UUID eventId,
        String eventKey,
        byte[] event,
        @Nullable CertificationProfileId profile,
        @Nullable CertificationProfileId otherProfile,
        String outcome,
        String rule,
        String facts,
        Instant decidedAt) {

    /** What was asked for. */
    public enum Kind {
        CONNECT,
        MERGE
    }

    /** Where a record lies: at most one record ever lies there. */
    public record Source(String topic, int partition, long offset) {}
}
