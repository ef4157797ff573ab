package io.certconnect.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.ledger.Schema;
import io.certconnect.local.LocalBroker;
import io.certconnect.local.LocalDatabase;
import io.certconnect.local.LocalRegistry;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.certconnect.v1.ConnectRequested;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A broker with the contract's topics, a registry with its schemas, and a durable PostgreSQL with an empty ledger. */
final class BenchServices implements AutoCloseable {

    private final LocalBroker broker = LocalBroker.start(LocalBroker.Settings.temporary());
    private final LocalRegistry registryServer = LocalRegistry.start(LocalRegistry.Settings.temporary());
    private final LocalDatabase server = LocalDatabase.start(new LocalDatabase.Settings(
            null, 0, true, List.of("shared_buffers=10GB", "max_wal_size=60GB", "checkpoint_timeout=1h")));
    private final String url = server.createDatabase("bench");
    private final SchemaRegistryClient registry = RegistryClients.of(Map.of(RegistryClients.URL, registryServer.url()));
    private final RecordEncoder encoder = new RecordEncoder(registry, false);
    private final KafkaProducer<byte[], byte[]> producer = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 20, "batch.size", 256 * 1024),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final KafkaProducer<byte[], byte[]> prompt = new KafkaProducer<>(
            Map.of("bootstrap.servers", broker.bootstrapServers(), "linger.ms", 5, "acks", "all"),
            new ByteArraySerializer(),
            new ByteArraySerializer());
    private final HikariDataSource administrator = pool(server.user(), server.password(), "public");
    private final Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()));

    BenchServices() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), topic.partitions(), (short) 1).configs(topic.config()));
            topics.add(new NewTopic(topic.deadLetters(), topic.partitions(), (short) 1));
        }
        createTopics(topics);
        new SchemaRegistration(registry).registerAll();
        Schema.migrate(administrator);
    }

    void createTopics(List<NewTopic> topics) {
        broker.createTopics(topics);
    }

    HikariDataSource pool(String user, String password, String schema) {
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

    /** As a service does that answers people: at once, and not lost. */
    void send(ConnectRequested request) {
        Future<?> unused = prompt.send(new ProducerRecord<>(
                Topic.CONNECT_REQUESTS.topicName(),
                request.getLearnProfileId().getBytes(UTF_8),
                encoder.encode(Topic.CONNECT_REQUESTS.topicName(), request)));
    }

    void flush() {
        producer.flush();
    }

    /** How many records a group has passed. */
    long passed(String group) throws InterruptedException, ExecutionException {
        return admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get().values().stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    /** As if a group had never read; nobody of it may run. */
    void forget(String group) throws InterruptedException, ExecutionException {
        admin.deleteConsumerGroups(List.of(group)).all().get();
    }

    String servers() {
        return broker.bootstrapServers();
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    /** What a worker is told that nobody asks anything, as {@link #settings(String, int)}. */
    List<String> settings(String instance) {
        return settings(instance, 0);
    }

    /**
     * What a worker is told, as command-line arguments.
     *
     * @param instance tells apart those that run at once
     * @param port where it serves HTTP; 0: where it likes
     */
    List<String> settings(String instance, int port) {
        return List.of(
                "--certconnect.kafka.servers=" + servers(),
                "--certconnect.registry.url=" + registryServer.url(),
                "--certconnect.instance=" + instance,
                "--certconnect.records.transcript.database.url=" + url,
                "--spring.datasource.url=" + url,
                "--spring.datasource.username=" + user(),
                "--spring.datasource.password=" + password(),
                "--server.port=" + port,
                "--logging.level.root=warn");
    }

    /** What the server and its backends of now have used; those of ended connections are left out. */
    Duration postgresCpu() {
        long backend = sql().sql("select pg_backend_pid()").query(Long.class).single();
        ProcessHandle server =
                ProcessHandle.of(backend).flatMap(ProcessHandle::parent).orElseThrow();
        return Stream.concat(Stream.of(server), server.descendants())
                .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                .reduce(Duration.ZERO, Duration::plus);
    }

    String url() {
        return url;
    }

    String user() {
        return server.user();
    }

    String password() {
        return server.password();
    }

    HikariDataSource administrator() {
        return administrator;
    }

    JdbcClient sql() {
        return JdbcClient.create(administrator);
    }

    @Override
    public void close() {
        admin.close();
        producer.close();
        prompt.close();
        administrator.close();
        server.close();
        registryServer.close();
        broker.close();
    }
}
