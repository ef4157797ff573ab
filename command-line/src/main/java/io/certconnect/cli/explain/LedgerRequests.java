package io.certconnect.cli.explain;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.explain.Finding.Place;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.UUID;

/** What the ledger knows of a request. */
final class LedgerRequests {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Connection connection;
    private final StoredEvents events;

    LedgerRequests(Connection connection, StoredEvents events) {
        this.connection = connection;
        this.events = events;
    }

    Optional<Finding> decided(UUID request) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select kind, outcome, rule, facts, decided_at, sequence, event_id, event, source_topic, source_partition,
                    source_offset
                from ledger.decision
                where request_id = ?
                """)) {
            query.setObject(1, request);
            ResultSet row = query.executeQuery();
            return row.next() ? Optional.of(decision(request, row)) : Optional.empty();
        }
    }

    private Finding.Decided decision(UUID request, ResultSet row) throws SQLException {
        String kind = row.getString("kind");
        return new Finding.Decided(
                request,
                kind,
                row.getString("outcome"),
                row.getString("rule"),
                facts(row.getString("facts")),
                instant(row, "decided_at"),
                row.getLong("sequence"),
                row.getObject("event_id", UUID.class),
                new Place(row.getString("source_topic"), row.getInt("source_partition"), row.getLong("source_offset")),
                events.read(kind, row.getBytes("event")));
    }

    /**
     * The newest kept record of the request. It is found by the id's text, which Avro writes as it is: to decode what a
     * newer producer wrote would be to hope.
     */
    Optional<Finding> kept(UUID request) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("""
                select topic, partition, "offset", reason, kept_at
                from ledger.kept_record
                where topic in ('connect.requests.v1', 'merge.requests.v1')
                    and (position(convert_to(lower(?), 'UTF8') in value) > 0
                        or position(convert_to(upper(?), 'UTF8') in value) > 0)
                order by kept_at desc
                limit 1
                """)) {
            query.setString(1, request.toString());
            query.setString(2, request.toString());
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                return Optional.empty();
            }
            return Optional.of(new Finding.Kept(
                    new Place(row.getString("topic"), row.getInt("partition"), row.getLong("offset")),
                    row.getString("reason"),
                    instant(row, "kept_at")));
        }
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        return row.getObject(column, OffsetDateTime.class).toInstant();
    }

    private static ObjectNode facts(String json) {
        try {
            return JSON.readValue(json, ObjectNode.class);
        } catch (JsonProcessingException e) {
            return JSON.createObjectNode().put("unreadable", json);
        }
    }
}
