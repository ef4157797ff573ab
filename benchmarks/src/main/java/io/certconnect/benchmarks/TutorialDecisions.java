package io.certconnect.benchmarks;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of decisions, a row at a time. Everything here runs in the caller's transaction. */
final class TutorialDecisions {

    private final JdbcTemplate sql;

    TutorialDecisions(JdbcTemplate sql) {
        this.sql = sql;
    }

    /**
     * A decision.
     *
     * @param kind also its only rule
     * @param other the profile that is absorbed; null: it is no merge
     */
    record Made(
            UUID request,
            String kind,
            String key,
            byte[] event,
            String profile,
            @Nullable String other,
            String outcome,
            long sequence,
            Instant at) {}

    /** @throws IllegalStateException if the query counts anything */
    void requireNone(String query, Object id) {
        if (requireNonNull(sql.queryForObject(query, Long.class, id)) > 0) {
            throw new IllegalStateException("decided, connected or merged before: " + id);
        }
    }

    void requireUndecided(UUID request) {
        requireNone("select count(*) from ledger.decision where request_id = ?", request);
    }

    long nextSequence() {
        return requireNonNull(sql.queryForObject("select nextval('ledger.decision_sequence')", Long.class));
    }

    static UUID eventId(UUID request) {
        return new UUID(request.getLeastSignificantBits(), request.getMostSignificantBits());
    }

    void insert(Made made, ConsumerRecord<String, byte[]> source) {
        sql.update(
                """
                insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                    source_offset, sequence, event_id, event_key, event, certification_profile_id, other_profile_id,
                    outcome, rule, facts, decided_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, '{}', ?)
                """,
                made.request(),
                made.kind(),
                new byte[32],
                source.topic(),
                source.partition(),
                source.offset(),
                made.sequence(),
                eventId(made.request()),
                made.key(),
                made.event(),
                made.profile(),
                made.other(),
                made.outcome(),
                made.kind(),
                made.at().atOffset(ZoneOffset.UTC));
    }
}
