package io.certconnect.stores;

import io.certconnect.local.testing.TestServices;
import io.certconnect.stores.intake.Intakes;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store in a database of its own, fed with events as the worker would, under the store's own role. */
final class TestStore {

    private final Map<String, Intake<?, Change>> intakes;
    private final StoreDatabase store;
    private final JdbcClient sql;
    private final PGSimpleDataSource dataSource;
    private long nextOffset;

    TestStore(Store store) {
        String url = TestServices.freshDatabase();
        StoreRoles.create(administrator(url), Map.of(store, "secret"));
        this.dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(store.role());
        dataSource.setPassword("secret");
        dataSource.setCurrentSchema(store.schema());
        StoreSchema.migrate(dataSource, store);
        this.intakes = Intakes.of(store);
        this.store = new StoreDatabase(dataSource, new StoreMetrics(new SimpleMeterRegistry(), store));
        this.sql = JdbcClient.create(dataSource);
    }

    private static PGSimpleDataSource administrator(String url) {
        PGSimpleDataSource administrator = new PGSimpleDataSource();
        administrator.setUrl(url);
        administrator.setUser(TestServices.database().user());
        administrator.setPassword(TestServices.database().password());
        return administrator;
    }

    /** An event on its topic. */
    record Event(String topic, String key, SpecificRecord value) {}

    /** Takes in these events as one batch; the test fails if one is not readable. Those of other stores are skipped. */
    void takeIn(List<Event> events) {
        List<Arrival<Change>> arrivals = new ArrayList<>();
        for (Event event : events) {
            Intake<?, Change> intake = intakes.get(event.topic());
            if (intake != null) {
                arrivals.add(arrival(intake, event));
            }
        }
        store.on(new Batch<>(arrivals, List.of(), Map.of()));
    }

    void takeIn(Event... events) {
        takeIn(List.of(events));
    }

    private <A extends SpecificRecord> Arrival<Change> arrival(Intake<A, Change> intake, Event event) {
        Reading<Change> reading = intake.read(event.key(), intake.type().cast(event.value()));
        if (!(reading instanceof Reading.Readable<Change> readable)) {
            throw new IllegalArgumentException("Not readable: " + reading);
        }
        byte[] framed = ("?????" + event.value()).getBytes(StandardCharsets.UTF_8);
        return new Arrival<>(
                new ConsumerRecord<>(
                        event.topic(), 0, nextOffset++, event.key().getBytes(StandardCharsets.UTF_8), framed),
                readable.value());
    }

    JdbcClient sql() {
        return sql;
    }

    PGSimpleDataSource dataSource() {
        return dataSource;
    }
}
