package io.certconnect.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.ledger.Schema;
import io.certconnect.local.LocalBroker;
import io.certconnect.local.LocalDatabase;
import io.certconnect.local.LocalRegistry;
import io.certconnect.records.RecordsWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import io.certconnect.stores.reading.Transcripts;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.stores.rebuild.StoreTopics;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Broker, registry, a durable PostgreSQL with ledger and stores, and what the records-worker is made of. */
final class StoresBench implements AutoCloseable {

    private final LocalBroker broker = LocalBroker.start(LocalBroker.Settings.temporary());
    private final LocalRegistry registryServer = LocalRegistry.start(LocalRegistry.Settings.temporary());
    private final LocalDatabase server = LocalDatabase.start(new LocalDatabase.Settings(null, 0, true));
    private final String url = server.createDatabase("bench");
    private final SchemaRegistryClient registry = RegistryClients.of(Map.of(RegistryClients.URL, registryServer.url()));
    private final RecordEncoder encoder = new RecordEncoder(registry, false);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "batch.size", 256 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final HikariDataSource administrator = pool(server.user(), server.password(), "public");
    private final Map<Store, HikariDataSource> pools = new EnumMap<>(Store.class);
    private @Nullable ConfigurableApplicationContext worker;

    StoresBench() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), topic.partitions(), (short) 1).configs(topic.config()));
            topics.add(new NewTopic(topic.deadLetters(), topic.partitions(), (short) 1));
        }
        broker.createTopics(topics);
        new SchemaRegistration(registry).registerAll();
        Schema.migrate(administrator);
        StoreRoles.create(administrator, Map.of(Store.TRANSCRIPT, "certconnect", Store.BADGE, "certconnect"));
        for (Store store : Store.values()) {
            HikariDataSource pool = pool(store.role(), "certconnect", store.schema());
            StoreSchema.migrate(pool, store);
            pools.put(store, pool);
        }
    }

    private HikariDataSource pool(String user, String password, String schema) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(url);
        pool.setUsername(user);
        pool.setPassword(password);
        pool.setSchema(schema);
        pool.setMaximumPoolSize(6);
        return pool;
    }

    void publish(Topic topic, SpecificRecord record) {
        Object key = record.get(record.getSchema().getField(topic.keyField()).pos());
        Future<?> unused = producer.send(new ProducerRecord<>(
                topic.topicName(), key.toString().getBytes(UTF_8), encoder.encode(topic.topicName(), record)));
    }

    void flush() {
        producer.flush();
    }

    /** The records-worker, as it is shipped. */
    void startWorker() {
        worker = RecordsWorker.application()
                .web(WebApplicationType.NONE)
                .run(
                        "--certconnect.kafka.servers=" + broker.bootstrapServers(),
                        "--certconnect.registry.url=" + registryServer.url(),
                        "--certconnect.instance=bench",
                        "--certconnect.records.transcript.database.url=" + url,
                        "--logging.level.root=warn");
    }

    /** As the API reads. The worker must run. */
    Transcripts transcripts() {
        return requireNonNull(worker, "not started").getBean(Transcripts.class);
    }

    StoreDatabase database(Store store) {
        return new StoreDatabase(pool(store), new StoreMetrics(new SimpleMeterRegistry(), store));
    }

    HikariDataSource pool(Store store) {
        HikariDataSource pool = pools.get(store);
        if (pool == null) {
            throw new IllegalArgumentException("no such store: " + store);
        }
        return pool;
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

    JdbcClient administratorSql() {
        return JdbcClient.create(administrator);
    }

    StoreLogin login() {
        return new StoreLogin(url, server.user(), server.password());
    }

    StoreTopics topics() {
        return new StoreTopics(this::replayConsumer, registry);
    }

    private Consumer<byte[], byte[]> replayConsumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        broker.bootstrapServers(),
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

    void stopWorker() {
        if (worker != null) {
            worker.close();
            worker = null;
        }
    }

    @Override
    public void close() {
        stopWorker();
        producer.close();
        pools.values().forEach(HikariDataSource::close);
        administrator.close();
        server.close();
        registryServer.close();
        broker.close();
    }
}
