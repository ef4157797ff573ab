package io.certconnect.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The decisions made so far, one per request id. Everything here runs in the caller's transaction. */
public final class Decisions {

    private final JdbcClient sql;

    Decisions(JdbcClient sql) {
        this.sql = sql;
    }

    /** The decisions on these requests, for those that were decided. */
    public Map<UUID, Decision> on(Collection<UUID> requests) {
        Map<UUID, Decision> found = new HashMap<>();
        sql
                .sql("select * from ledger.decision where request_id = any (:requests)")
                .param("requests", SqlArrays.uuids(requests, request -> request))
                .query(Decisions::decision)
                .stream()
                .forEach(decision -> found.put(decision.requestId(), decision));
        return found;
    }

    /**
     * Takes that many sequence numbers, ascending. To be called while the touched profiles are locked: then the numbers
     * grow per profile.
     */
    public List<Long> nextSequences(int count) {
        return sql.sql("select nextval('ledger.decision_sequence') from generate_series(1, :count)")
                .param("count", count)
                .query(Long.class)
                .list();
    }

    /**
     * Writes decisions down. They are written in the order of request ids, so that two workers that were handed the same
     * requests in another order do not wait for each other in a circle.
     *
     * @throws LostRaceException if one of the requests was decided by somebody else meanwhile
     */
    public void add(List<Decision> decisions) {
        if (decisions.isEmpty()) {
            return;
        }
        List<Decision> rows = new ArrayList<>(decisions);
        rows.sort(Comparator.comparing(Decision::requestId));
        int written = sql.sql("""
                        insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                            source_offset, sequence, event_id, event_key, event, certification_profile_id,
                            other_profile_id, outcome, rule, facts, decided_at)
                        select request_id, kind, payload_hash, source_topic, source_partition, source_offset, sequence,
                            event_id, event_key, event, profile, other, outcome, rule, facts::jsonb, decided_at
                        from unnest(:requests, :kinds, :hashes, :topics, :partitions, :offsets, :sequences, :events,
                            :keys, :bytes, :profiles, :others, :outcomes, :rules, :facts, :times)
                            as row (request_id, kind, payload_hash, source_topic, source_partition, source_offset,
                                sequence, event_id, event_key, event, profile, other, outcome, rule, facts, decided_at)
                        on conflict do nothing
                        """)
                .param("requests", SqlArrays.uuids(rows, Decision::requestId))
                .param("kinds", SqlArrays.texts(rows, Decision::kind))
                .param("hashes", SqlArrays.bytes(rows, row -> row.payloadHash().toBytes()))
                .param("topics", SqlArrays.texts(rows, row -> row.source().topic()))
                .param("partitions", SqlArrays.of("int4", rows, row -> row.source()
                        .partition()))
                .param("offsets", SqlArrays.of("int8", rows, row -> row.source().offset()))
                .param("sequences", SqlArrays.of("int8", rows, Decision::sequence))
                .param("events", SqlArrays.uuids(rows, Decision::eventId))
                .param("keys", SqlArrays.texts(rows, Decision::eventKey))
                .param("bytes", SqlArrays.bytes(rows, Decision::event))
                .param("profiles", SqlArrays.texts(rows, Decision::profile))
                .param("others", SqlArrays.texts(rows, Decision::otherProfile))
                .param("outcomes", SqlArrays.texts(rows, Decision::outcome))
                .param("rules", SqlArrays.texts(rows, Decision::rule))
                .param("facts", SqlArrays.texts(rows, Decision::facts))
                .param("times", SqlArrays.of("timestamptz", rows, row -> row.decidedAt()
                        .toString()))
                .update();
        if (written != rows.size()) {
            throw new LostRaceException("somebody else decided one of these requests first");
        }
    }

    private static Decision decision(ResultSet row, int number) throws SQLException {
        return new Decision(
                row.getObject("request_id", UUID.class),
                Decision.Kind.valueOf(row.getString("kind")),
                PayloadHash.ofStored(row.getBytes("payload_hash")),
                new Decision.Source(
                        row.getString("source_topic"), row.getInt("source_partition"), row.getLong("source_offset")),
                row.getLong("sequence"),
                row.getObject("event_id", UUID.class),
                row.getString("event_key"),
                row.getBytes("event"),
                profile(row.getString("certification_profile_id")),
                profile(row.getString("other_profile_id")),
                row.getString("outcome"),
                row.getString("rule"),
                row.getString("facts"),
                row.getObject("decided_at", OffsetDateTime.class).toInstant());
    }

    private static @Nullable CertificationProfileId profile(@Nullable String id) {
        return id == null ? null : new CertificationProfileId(id);
    }
}
