package io.certconnect.records.api;

import io.certconnect.local.testing.TestServices;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.postgresql.ds.PGSimpleDataSource;

/** Both stores in a database of their own, each fed and read under its own role. */
final class TestStores {

    private final String url = TestServices.freshDatabase();
    private final DataSource transcript;
    private final DataSource badge;
    private long nextOffset;

    TestStores() {
        PGSimpleDataSource administrator = connection(
                TestServices.database().user(), TestServices.database().password());
        StoreRoles.create(administrator, Map.of(Store.TRANSCRIPT, "secret", Store.BADGE, "secret"));
        this.transcript = migrated(Store.TRANSCRIPT);
        this.badge = migrated(Store.BADGE);
    }

    private DataSource migrated(Store store) {
        PGSimpleDataSource dataSource = connection(store.role(), "secret");
        dataSource.setCurrentSchema(store.schema());
        StoreSchema.migrate(dataSource, store);
        return dataSource;
    }

    private PGSimpleDataSource connection(String user, String password) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    DataSource transcript() {
        return transcript;
    }

    DataSource badge() {
        return badge;
    }

    /** The transcript store takes in what events said; its tables ignore what is about badges. */
    void transcriptTakesIn(Change... changes) {
        database(transcript, Store.TRANSCRIPT).on(batch(changes));
    }

    void badgesTakeIn(Change... changes) {
        database(badge, Store.BADGE).on(batch(changes));
    }

    private static StoreDatabase database(DataSource dataSource, Store store) {
        return new StoreDatabase(dataSource, new StoreMetrics(new SimpleMeterRegistry(), store));
    }

    private Batch<Change> batch(Change... changes) {
        List<Arrival<Change>> arrivals = Stream.of(changes).map(this::arrival).toList();
        return new Batch<>(arrivals, List.of(), Map.of());
    }

    private Arrival<Change> arrival(Change change) {
        return new Arrival<>(new ConsumerRecord<>("topic", 0, nextOffset++, new byte[0], new byte[0]), change);
    }
}
