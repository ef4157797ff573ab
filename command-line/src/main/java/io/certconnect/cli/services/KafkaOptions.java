package io.certconnect.cli.services;

import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.RegistryUnavailableException;
import io.certconnect.schemas.serde.UnregisteredSchemaException;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the broker and the schema registry are, and the clients that talk to them. */
public final class KafkaOptions {

    private static final String USUAL_BOOTSTRAP = "localhost:9092";
    private static final int LIMIT_MILLIS = 8_000;

    @Option(
            names = "--bootstrap",
            paramLabel = "HOST:PORT",
            defaultValue = "${CERTCONNECT_BOOTSTRAP}",
            description = "Kafka's address, or several with commas (CERTCONNECT_BOOTSTRAP); default: that in"
                    + " --kafka-config, else " + USUAL_BOOTSTRAP + ".")
    private @Nullable String bootstrap;

    @Option(
            names = "--registry",
            paramLabel = "URL",
            defaultValue = "${CERTCONNECT_REGISTRY:-http://localhost:8081/apis/ccompat/v7}",
            description = "The schema registry's address (CERTCONNECT_REGISTRY); default: ${DEFAULT-VALUE}.")
    private String registry = "";

    @Option(
            names = "--kafka-config",
            paramLabel = "FILE",
            defaultValue = "${CERTCONNECT_KAFKA_CONFIG}",
            description =
                    "Properties for Kafka's clients and the registry's: TLS, SASL, basic.auth.user.info and the like"
                            + " (CERTCONNECT_KAFKA_CONFIG).")
    private @Nullable Path configFile;

    /**
     * Makes sure, in seconds, that the broker answers and has these topics.
     *
     * @throws CommandFailure if not
     */
    public void requireTopics(String... topics) {
        List<String> missing = missing(List.of(topics));
        if (!missing.isEmpty()) {
            throw CommandFailure.unreachable(
                    kafka() + " has no topic " + String.join(", ", missing) + ". Topics are created when a cluster is"
                            + " set up; the quickstart does it when it starts.",
                    null);
        }
    }

    /** @throws CommandFailure if the broker does not answer, or refuses us */
    public boolean hasTopic(String topic) {
        return missing(List.of(topic)).isEmpty();
    }

    /**
     * What clients that are made elsewhere need, after making sure that something listens where a broker should.
     *
     * @throws CommandFailure if nothing does
     */
    public Map<String, Object> reachable() {
        Map<String, Object> config = config();
        BrokerPort.requireOpen(String.valueOf(config.get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG)));
        return config;
    }

    private List<String> missing(List<String> topics) {
        Map<String, Object> config = reachable();
        List<String> missing = new ArrayList<>();
        try (Admin admin = Admin.create(config)) {
            Map<String, KafkaFuture<TopicDescription>> found =
                    admin.describeTopics(topics).topicNameValues();
            for (String topic : topics) {
                if (!exists(found.get(topic))) {
                    missing.add(topic);
                }
            }
            return missing;
        } catch (KafkaException e) {
            throw failure(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unreachable("Interrupted while waiting for Kafka.", e);
        }
    }

    private static boolean exists(@Nullable KafkaFuture<TopicDescription> topic) throws InterruptedException {
        try {
            return topic != null && topic.get() != null;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e);
        }
    }

    /** A consumer of no group, which sees only what is committed, and from the beginning unless told otherwise. */
    public Consumer<byte[], byte[]> consumer() {
        return consumer(Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"));
    }

    /** Such a consumer for bulk, which fails where records are gone instead of passing over them. */
    public Consumer<byte[], byte[]> replayConsumer() {
        return consumer(
                Map.of(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none", ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 2_000));
    }

    private Consumer<byte[], byte[]> consumer(Map<String, Object> more) {
        Map<String, Object> config = config();
        config.putAll(more);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        try {
            return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** A producer for bulk: nothing twice, nothing lost, order kept per key, and batches worth compressing. */
    public Producer<byte[], byte[]> producer() {
        Map<String, Object> config = config();
        config.put(ProducerConfig.ACKS_CONFIG, "all");
        config.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        config.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4");
        config.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        config.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 * 1024);
        config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 32L * 1024 * 1024);
        config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, LIMIT_MILLIS);
        config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 3 * LIMIT_MILLIS);
        try {
            return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        } catch (KafkaException e) {
            throw failure(e);
        }
    }

    /** A client of the registry; close it when done. */
    public SchemaRegistryClient registryClient() {
        Map<String, Object> config = config();
        config.put(RegistryClients.URL, registry);
        try {
            return RegistryClients.of(config);
        } catch (KafkaException | IllegalArgumentException e) {
            throw CommandFailure.badInput("--registry " + registry + ": " + e.getMessage());
        }
    }

    /** What a client's exception means for whoever runs the command. */
    public CommandFailure failure(KafkaException e) {
        return switch (e) {
            case RegistryUnavailableException ignored ->
                CommandFailure.unreachable(
                        "The schema registry at " + registry + " (--registry) does not answer: " + reason(e)
                                + ". Is the quickstart running?",
                        e);
            case UnregisteredSchemaException ignored ->
                CommandFailure.unreachable(
                        "The schema registry at " + registry + " (--registry): " + e.getMessage(), e);
            case AuthenticationException ignored ->
                CommandFailure.unreachable(
                        kafka() + " does not know us: " + e.getMessage() + ". See --kafka-config.", e);
            case AuthorizationException ignored ->
                CommandFailure.unreachable(kafka() + " does not allow that: " + e.getMessage(), e);
            default ->
                CommandFailure.unreachable(
                        kafka() + " cannot be used: " + reason(e)
                                + ". Is the quickstart running? Does it need TLS or SASL" + " (--kafka-config)?",
                        e);
        };
    }

    private String kafka() {
        return "Kafka at " + config().get(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG) + " (--bootstrap)";
    }

    /** The cause at the bottom says more than what was made of it on the way up. */
    private static String reason(Throwable failure) {
        Throwable deepest = failure;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest.getMessage() == null ? deepest.getClass().getSimpleName() : deepest.getMessage();
    }

    private Map<String, Object> config() {
        QuietLogs.apply();
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, USUAL_BOOTSTRAP);
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        fromFile().forEach((key, value) -> config.put(String.valueOf(key), value));
        if (bootstrap != null) {
            config.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        }
        return config;
    }

    private Properties fromFile() {
        Properties properties = new Properties();
        if (configFile == null) {
            return properties;
        }
        try (Reader reader = Files.newBufferedReader(configFile, StandardCharsets.UTF_8)) {
            properties.load(reader);
            return properties;
        } catch (IOException | IllegalArgumentException e) {
            throw CommandFailure.badInput("--kafka-config " + configFile + " cannot be read: " + e);
        }
    }
}
