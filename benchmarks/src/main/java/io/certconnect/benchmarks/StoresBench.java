package io.certconnect.benchmarks;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.records.RecordsWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import io.certconnect.stores.reading.Transcripts;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.stores.rebuild.StoreTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Both stores, and the records-worker. */
final class StoresBench implements AutoCloseable {

    private final BenchServices services = new BenchServices();
    private final Map<Store, HikariDataSource> pools = new EnumMap<>(Store.class);
    private final HikariDataSource readers;
    private @Nullable WorkerProcess worker;

    StoresBench() {
        StoreRoles.create(
                services.administrator(), Map.of(Store.TRANSCRIPT, "certconnect", Store.BADGE, "certconnect"));
        for (Store store : Store.values()) {
            HikariDataSource pool = services.pool(store.role(), "certconnect", store.schema());
            StoreSchema.migrate(pool, store);
            pools.put(store, pool);
        }
        readers = services.pool(Store.TRANSCRIPT.role(), "certconnect", Store.TRANSCRIPT.schema());
        readers.setConnectionInitSql("set plan_cache_mode = force_generic_plan");
    }

    void publish(Topic topic, SpecificRecord record) {
        services.publish(topic, record);
    }

    void flush() {
        services.flush();
    }

    /** The records-worker as it is shipped, in a JVM of its own. */
    WorkerProcess startWorker() {
        worker = WorkerProcess.start(RecordsWorker.class, services.settings("bench"));
        return worker;
    }

    /** As the API reads: a plan is made once. */
    Transcripts transcripts() {
        return new Transcripts(readers);
    }

    StoreDatabase database(Store store) {
        return new StoreDatabase(pool(store), new StoreMetrics(new SimpleMeterRegistry(), store));
    }

    HikariDataSource pool(Store store) {
        return requireNonNull(pools.get(store));
    }

    /** How many records the store has passed. */
    long passed(Store store) {
        return JdbcClient.create(pool(store))
                .sql("select coalesce(sum(next_offset), 0) from position")
                .query(Long.class)
                .single();
    }

    long bytes(Store store) {
        return administratorSql()
                .sql("""
                        select sum(pg_total_relation_size(pg_class.oid)) from pg_class
                        join pg_namespace on pg_namespace.oid = relnamespace
                        where nspname = :schema and relkind = 'r'
                        """)
                .param("schema", store.schema())
                .query(Long.class)
                .single();
    }

    HikariDataSource administrator() {
        return services.administrator();
    }

    JdbcClient administratorSql() {
        return services.sql();
    }

    StoreLogin login() {
        return new StoreLogin(services.url(), services.user(), services.password());
    }

    StoreTopics topics() {
        return new StoreTopics(this::replayConsumer, services.registry());
    }

    private Consumer<byte[], byte[]> replayConsumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        services.servers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "max.poll.records",
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
        readers.close();
        pools.values().forEach(HikariDataSource::close);
        services.close();
    }
}
