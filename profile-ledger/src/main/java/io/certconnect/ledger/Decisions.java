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
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The decisions made so far, one per request id. Everything here runs in the caller's transaction. */
public final class Decisions {

    private static final List<String> COLUMNS = List.of(
            "request_id",
            "kind",
            "payload_hash",
            "source_topic",
            "source_partition",
            "source_offset",
            "sequence",
            "event_id",
            "event_key",
            "event",
            "certification_profile_id",
            "other_profile_id",
            "outcome",
            "rule",
            "facts",
            "decided_at");

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    Decisions(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
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
        try {
            insert(rows);
        } catch (DuplicateKeyException taken) {
            throw new LostRaceException("somebody else decided one of these requests first", taken);
        }
    }

    private void insert(List<Decision> rows) {
        CopiedRows.into(jdbc, "ledger.decision", COLUMNS, rows, (row, out) -> out.uuid(row.requestId())
                .text(row.kind())
                .bytes(row.payloadHash().toBytes())
                .text(row.source().topic())
                .int4(row.source().partition())
                .int8(row.source().offset())
                .int8(row.sequence())
                .uuid(row.eventId())
                .text(row.eventKey())
                .bytes(row.event())
                .text(row.profile())
                .text(row.otherProfile())
                .text(row.outcome())
                .text(row.rule())
                .jsonb(row.facts())
                .timestamptz(row.decidedAt()));
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
