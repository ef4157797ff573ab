package io.certconnect.stores.rebuild;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The stores' topics, under their names in the contract, once per JVM: one test after the other sends to them. */
final class Upstream {

    static final int PARTITIONS = 2;

    private static final class Started {
        private static final Upstream UPSTREAM = new Upstream();
    }

    private final SchemaRegistryClient registry;
    private final RecordEncoder encoder;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Admin admin;

    private Upstream() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), PARTITIONS, (short) 1));
            topics.add(new NewTopic(topic.deadLetters(), PARTITIONS, (short) 1));
        }
        TestServices.broker().createTopics(topics);
        this.registry = registry(TestServices.registry().url());
        new SchemaRegistration(registry).registerAll();
        this.encoder = new RecordEncoder(registry, false);
        this.producer = producer(Map.of());
        this.admin = Admin.create(Map.of("bootstrap.servers", servers()));
    }

    static Upstream get() {
        return Started.UPSTREAM;
    }

    static String servers() {
        return TestServices.broker().bootstrapServers();
    }

    static SchemaRegistryClient registry(String url) {
        return RegistryClients.of(Map.of(RegistryClients.URL, url));
    }

    SchemaRegistryClient registry() {
        return registry;
    }

    /** The topics as a rebuild reads them. */
    StoreTopics storeTopics() {
        return storeTopics(servers(), registry);
    }

    static StoreTopics storeTopics(String servers, SchemaRegistryClient registry) {
        return new StoreTopics(() -> consumer(servers), registry);
    }

    private static Consumer<byte[], byte[]> consumer(String servers) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        servers,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", servers(), "linger.ms", 0));
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** An event on its topic. */
    record Event(Topic topic, String key, SpecificRecord value) {}

    /** Returns, for each partition, the offset behind the last of them. */
    Map<TopicPartition, Long> send(List<Event> events) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
        events.forEach(event -> sent.add(producer.send(encoded(event))));
        return ends(sent);
    }

    /** As a deciding worker sends: in a transaction, which leaves a marker behind the records. */
    Map<TopicPartition, Long> sendInTransaction(List<Event> events) {
        try (KafkaProducer<byte[], byte[]> transactional =
                producer(Map.of("transactional.id", TestServices.fresh("upstream")))) {
            transactional.initTransactions();
            transactional.beginTransaction();
            List<Future<RecordMetadata>> sent = new ArrayList<>(events.size());
            events.forEach(event -> sent.add(transactional.send(encoded(event))));
            transactional.commitTransaction();
            return ends(sent);
        }
    }

    /** What nobody can read: it becomes a dead letter. */
    void sendGarbage(Topic topic, String key) {
        ends(List.of(producer.send(
                new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), "garbage".getBytes(UTF_8)))));
    }

    private ProducerRecord<byte[], byte[]> encoded(Event event) {
        String topic = event.topic().topicName();
        return new ProducerRecord<>(topic, event.key().getBytes(UTF_8), encoder.encode(topic, event.value()));
    }

    private static Map<TopicPartition, Long> ends(List<Future<RecordMetadata>> sent) {
        Map<TopicPartition, Long> ends = new HashMap<>();
        for (Future<RecordMetadata> each : sent) {
            RecordMetadata place = result(each);
            ends.merge(new TopicPartition(place.topic(), place.partition()), place.offset() + 1, Math::max);
        }
        return ends;
    }

    static <T> T result(Future<T> future) {
        try {
            return future.get(30, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** So that a test has what it sends itself. A replay finds that the first records are lost: these. */
    void empty() {
        List<TopicPartition> all = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            for (int partition = 0; partition < PARTITIONS; partition++) {
                all.add(new TopicPartition(topic.topicName(), partition));
            }
        }
        Map<TopicPartition, RecordsToDelete> everything = new HashMap<>();
        all.forEach(partition -> everything.put(partition, RecordsToDelete.beforeOffset(-1)));
        result(admin.deleteRecords(everything).all());
    }

    /** As retention does. */
    void deleteBefore(TopicPartition partition, long offset) {
        result(admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                .all());
    }
}
