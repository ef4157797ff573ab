package io.certconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The contract's topics on a real broker, and its schemas in a registry in memory; shared by the tests of a JVM. */
public final class Services {

    public static final String REGISTRY = "mock://command-line";

    private static final SchemaRegistryClient CLIENT = RegistryClients.of(Map.of(RegistryClients.URL, REGISTRY));

    static {
        new SchemaRegistration(CLIENT).registerAll();
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), 2, (short) 1));
        }
        topics.add(new NewTopic(Topic.CONNECT_REQUESTS.deadLetters(), 2, (short) 1));
        TestServices.broker().createTopics(topics);
    }

    private Services() {}

    /** What points the program here. */
    public static List<String> options() {
        return List.of("--bootstrap", bootstrap(), "--registry", REGISTRY);
    }

    public static String bootstrap() {
        return TestServices.broker().bootstrapServers();
    }

    public static SchemaRegistryClient registry() {
        return CLIENT;
    }

    public static ProducerRecord<byte[], byte[]> event(String key, SpecificRecord event) {
        return event(Topic.CONNECT_EVENTS, key, event);
    }

    public static ProducerRecord<byte[], byte[]> event(Topic topic, String key, SpecificRecord event) {
        byte[] value = new RecordEncoder(CLIENT, false).encode(topic.topicName(), event);
        return new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
    }

    public static Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.put("bootstrap.servers", bootstrap());
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    public static void send(ProducerRecord<byte[], byte[]> record) throws Exception {
        try (Producer<byte[], byte[]> producer = producer(Map.of())) {
            producer.send(record).get();
        }
    }

    /** All that is on a topic. */
    public static List<ConsumerRecord<String, byte[]>> read(Topic topic) {
        Map<String, Object> config = Map.of("bootstrap.servers", bootstrap(), "enable.auto.commit", false);
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions =
                    List.of(new TopicPartition(topic.topicName(), 0), new TopicPartition(topic.topicName(), 1));
            Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            List<ConsumerRecord<String, byte[]>> records = new ArrayList<>();
            for (int polls = 0; partitions.stream().anyMatch(at -> consumer.position(at) < ends.get(at)); polls++) {
                assertThat(polls).isLessThan(200);
                for (var record : consumer.poll(Duration.ofMillis(100))) {
                    records.add(withTextKey(record));
                }
            }
            return records;
        }
    }

    private static ConsumerRecord<String, byte[]> withTextKey(ConsumerRecord<byte[], byte[]> record) {
        return new ConsumerRecord<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.timestamp(),
                record.timestampType(),
                0,
                0,
                new String(record.key(), StandardCharsets.UTF_8),
                record.value(),
                record.headers(),
                Optional.empty());
    }
}
