package io.certconnect.cli.stores;

import io.certconnect.cli.Services;
import io.certconnect.cli.TestLedger;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import io.certconnect.stores.intake.Intakes;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.worker.Replay;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.postgresql.ds.PGSimpleDataSource;

/** Both stores in a database of their own, beside a ledger. */
final class TestStores {

    private static final long MAX_RECORD_BYTES = 256 * 1024;

    private final TestLedger ledger = new TestLedger();

    TestStores() {
        StoreRoles.create(ledger.database(), Map.of());
        for (Store store : Store.values()) {
            StoreSchema.migrate(as(store), store);
        }
    }

    /** What points the program here. */
    List<String> options() {
        List<String> options = new ArrayList<>(ledger.options());
        options.addAll(Services.options());
        return options;
    }

    StoreLogin login() {
        PGSimpleDataSource database = ledger.database();
        return new StoreLogin(String.valueOf(database.getURL()), database.getUser(), database.getPassword());
    }

    /** Takes in all that is on the topics, as a worker does. */
    void fill(Store store) {
        Map<TopicPartition, Long> begin = new HashMap<>();
        Map<TopicPartition, Long> end = ends(store);
        end.keySet().forEach(partition -> begin.put(partition, 0L));
        StoreDatabase database = new StoreDatabase(as(store), new StoreMetrics(new SimpleMeterRegistry(), store));
        new Replay<>(Intakes.of(store), TestStores::consumer, Services.registry(), MAX_RECORD_BYTES)
                .replay(begin, end, database, done -> {});
    }

    /** Has the ledger say what the transcript store was told, whatever other tests put on the topics. */
    void agreeWithLedger() throws SQLException {
        execute("""
                set session_replication_role = replica;
                alter table ledger.connection drop constraint connection_once;
                insert into ledger.connection (learn_profile_id, certification_profile_id, connected_at, request_id)
                select learn_profile_id, certification_profile_id, connected_at, gen_random_uuid()
                from transcript.connection;
                insert into ledger.certification_profile (id, status, version, updated_at, merged_into, root_id)
                select absorbed_id, 'ACTIVE', 1, decided_at, survivor_id, survivor_id
                from transcript.merge where survivor_id is not null
                """);
    }

    void execute(String sql) throws SQLException {
        ledger.execute(sql);
    }

    long count(String from) throws SQLException {
        try (Connection connection = ledger.connect();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("select count(*) from " + from)) {
            rows.next();
            return rows.getLong(1);
        }
    }

    private static Map<TopicPartition, Long> ends(Store store) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (Topic topic : store.topics()) {
            partitions.add(new TopicPartition(topic.topicName(), 0));
            partitions.add(new TopicPartition(topic.topicName(), 1));
        }
        try (Consumer<byte[], byte[]> consumer = consumer()) {
            return consumer.endOffsets(partitions);
        }
    }

    static Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = Map.of(
                "bootstrap.servers",
                Services.bootstrap(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "auto.offset.reset",
                "none");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    private PGSimpleDataSource as(Store store) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setURL(String.valueOf(ledger.database().getURL()));
        dataSource.setUser(ledger.database().getUser());
        dataSource.setPassword(ledger.database().getPassword());
        dataSource.setCurrentSchema(store.schema());
        dataSource.setOptions("-c role=" + store.role());
        return dataSource;
    }
}
