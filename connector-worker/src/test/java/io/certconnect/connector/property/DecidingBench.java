package io.certconnect.connector.property;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.connector.deciding.ConnectMatter;
import io.certconnect.connector.rules.ConnectRejection;
import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.connector.rules.NaiveModel.Answer;
import io.certconnect.deciding.DecideRequests;
import io.certconnect.deciding.DecisionMetrics;
import io.certconnect.deciding.Events;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.Connected;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The connector's deciding over a ledger in a database of its own: everything but Kafka. */
final class DecidingBench implements AutoCloseable {

    /**
     * PostgreSQL is told to leave those alone who wait for each other in a circle, so that they time out: a deadlock that
     * it resolved would be decided again, and nobody would see that there was one.
     */
    private static final String CIRCLES_TIME_OUT = "-c deadlock_timeout=10min -c statement_timeout=20s";

    private final HikariDataSource pool = new HikariDataSource();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final SchemaRegistryClient registry;
    private final RecordDecoder<ConnectDecided> decoder;
    final LedgerDatabase database;
    final JdbcClient sql;

    DecidingBench() {
        pool.setJdbcUrl(TestServices.freshDatabase());
        pool.setUsername(TestServices.database().user());
        pool.setPassword(TestServices.database().password());
        pool.addDataSourceProperty("options", CIRCLES_TIME_OUT);
        pool.setMaximumPoolSize(6);
        Schema.migrate(pool);
        registry = RegistryClients.of(Map.of("schema.registry.url", "mock://" + TestServices.fresh("property")));
        decoder = new RecordDecoder<>(ConnectDecided.class, registry);
        database = new LedgerDatabase(pool);
        sql = JdbcClient.create(pool);
    }

    /** A decision as the ledger keeps it. */
    record Stored(UUID request, long sequence, Answer answer) {}

    /** As each instance of the worker has one. */
    DecideRequests<ConnectRequest, ?, ?> worker() {
        return new DecideRequests<>(
                new ConnectMatter(database.ledger()),
                database,
                new RecordEncoder(registry, true),
                new Events("connect.events.v1", "/test", "io.certconnect.v1.ConnectDecided"),
                new DecisionMetrics(meters, "test"),
                Clock.systemUTC(),
                1_000_000);
    }

    /** Deleting few rows is quicker than truncating. */
    void empty() {
        for (String table : List.of("connection", "decision", "certification_profile")) {
            sql.sql("delete from ledger." + table).update();
        }
    }

    double duplicates() {
        return meters.counter("certconnect.duplicates", "group", "test").count();
    }

    /** All decisions, in the order of their sequence numbers. */
    List<Stored> decisions() {
        return sql.sql("select request_id, sequence, event from ledger.decision order by sequence")
                .query((row, number) -> {
                    ConnectDecided event = decoder.decode(row.getBytes("event"));
                    assertThat(event.getRequestId()).isEqualTo(row.getObject("request_id", UUID.class));
                    assertThat(event.getSequence()).isEqualTo(row.getLong("sequence"));
                    return new Stored(event.getRequestId(), event.getSequence(), answer(event));
                })
                .list();
    }

    /** What an event answers. */
    Answer answer(byte[] event) {
        return answer(decoder.decode(event));
    }

    private static Answer answer(ConnectDecided event) {
        Connected connected = event.getConnected();
        if (connected != null) {
            return new Answer(null, connected.getAlreadyConnected(), profile(connected.getCertificationProfileId()));
        }
        ConnectRejected rejected = event.getRejected();
        return new Answer(
                ConnectRejection.valueOf(rejected.getReason().name()),
                false,
                profile(rejected.getCertificationProfileId()));
    }

    private static @Nullable CertificationProfileId profile(@Nullable String id) {
        return id == null ? null : new CertificationProfileId(id);
    }

    Map<LearnProfileId, CertificationProfileId> connections() {
        Map<LearnProfileId, CertificationProfileId> connections = new HashMap<>();
        sql.sql("select learn_profile_id, certification_profile_id from ledger.connection")
                .query(row -> {
                    connections.put(new LearnProfileId(row.getString(1)), new CertificationProfileId(row.getString(2)));
                });
        return connections;
    }

    @Override
    public void close() {
        pool.close();
    }
}
