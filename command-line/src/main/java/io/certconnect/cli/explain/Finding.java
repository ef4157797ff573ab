package io.certconnect.cli.explain;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What became of a request. */
sealed interface Finding {

    /** Where a record lies, or lay. */
    record Place(String topic, int partition, long offset) {}

    /**
     * The request was decided.
     *
     * @param kind CONNECT or MERGE
     * @param outcome CONNECTED, or the reason of a rejection, as the ledger counts it
     * @param rule the name of the rule that decided
     * @param facts what the rule saw
     * @param event the event that announced it; null if it could not be read
     */
    record Decided(
            UUID requestId,
            String kind,
            String outcome,
            String rule,
            ObjectNode facts,
            Instant decidedAt,
            long sequence,
            UUID eventId,
            Place source,
            @Nullable SpecificRecord event)
            implements Finding {}

    /** A newer producer's record, which waits for a worker that understands it. */
    record Kept(Place source, String reason, Instant keptAt) implements Finding {}

    /**
     * Nobody could make sense of the record.
     *
     * @param source where it lay before it became a dead letter; null if that is not told
     */
    record DeadLettered(Place letter, @Nullable Place source, String reason, String detail, Instant at)
            implements Finding {}

    /** @param everywhere whether all dead letters were looked at; else time ran out */
    record NotSeen(boolean everywhere) implements Finding {}
}
