package io.certconnect.stores;

import io.certconnect.local.testing.TestServices;
import io.certconnect.stores.intake.Intakes;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** A store in a database of its own, fed with events as the worker would, under the store's own role. */
final class TestStore {

    private final Store store;
    private final int partition;
    private final Map<String, Intake<?, Change>> intakes;
    private final StoreDatabase database;
    private final JdbcClient sql;
    private final PGSimpleDataSource dataSource;
    private long nextOffset;

    TestStore(Store store) {
        this(store, TestServices.freshDatabase());
    }

    /** A store in a database that is there already. */
    TestStore(Store store, String url) {
        this(store, 0, migrated(store, url));
    }

    private TestStore(Store store, int partition, PGSimpleDataSource dataSource) {
        this.store = store;
        this.partition = partition;
        this.dataSource = dataSource;
        this.intakes = Intakes.of(store);
        SingleConnectionDataSource connection = connection(dataSource);
        this.database = new StoreDatabase(connection, new StoreMetrics(new SimpleMeterRegistry(), store));
        this.sql = JdbcClient.create(connection);
    }

    /** The same database with a connection of its own, for another thread: as another worker, with another partition. */
    TestStore anotherWorker() {
        return new TestStore(store, partition + 1, dataSource);
    }

    private static PGSimpleDataSource migrated(Store store, String url) {
        StoreRoles.create(administrator(url), Map.of(store, "secret"));
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(store.role());
        dataSource.setPassword("secret");
        dataSource.setCurrentSchema(store.schema());
        StoreSchema.migrate(dataSource, store);
        return dataSource;
    }

    static PGSimpleDataSource administrator(String url) {
        PGSimpleDataSource administrator = new PGSimpleDataSource();
        administrator.setUrl(url);
        administrator.setUser(TestServices.database().user());
        administrator.setPassword(TestServices.database().password());
        return administrator;
    }

    /** Connecting takes longer than most statements. */
    private static SingleConnectionDataSource connection(PGSimpleDataSource dataSource) {
        try {
            return new SingleConnectionDataSource(dataSource.getConnection(), true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** An event on its topic. */
    record Event(String topic, String key, SpecificRecord value) {

        /** Stands for the bytes of the event behind the framing. */
        byte[] content() {
            return value.toString().getBytes(StandardCharsets.UTF_8);
        }
    }

    void empty() {
        sql.sql("truncate position, " + String.join(", ", store.tables())).update();
    }

    /** Takes in these events as one batch; the test fails if one is not readable. Those of other stores are skipped. */
    void takeIn(List<Event> events) {
        List<Arrival<Change>> arrivals = new ArrayList<>();
        for (Event event : events) {
            Intake<?, Change> intake = intakes.get(event.topic());
            if (intake != null) {
                arrivals.add(arrival(intake, event));
            }
        }
        database.on(new Batch<>(arrivals, List.of(), Map.of()));
    }

    void takeIn(Event... events) {
        takeIn(List.of(events));
    }

    private <A extends SpecificRecord> Arrival<Change> arrival(Intake<A, Change> intake, Event event) {
        Reading<Change> reading = intake.read(event.key(), intake.type().cast(event.value()));
        if (!(reading instanceof Reading.Readable<Change> readable)) {
            throw new IllegalArgumentException("Not readable: " + reading);
        }
        byte[] content = event.content();
        // Another schema id each time, as after a change of the schema: it must not matter.
        byte[] framed = ByteBuffer.allocate(5 + content.length)
                .put((byte) 0)
                .putInt((int) nextOffset)
                .put(content)
                .array();
        return new Arrival<>(
                new ConsumerRecord<>(
                        event.topic(), partition, nextOffset++, event.key().getBytes(StandardCharsets.UTF_8), framed),
                readable.value());
    }

    JdbcClient sql() {
        return sql;
    }

    PGSimpleDataSource dataSource() {
        return dataSource;
    }
}
