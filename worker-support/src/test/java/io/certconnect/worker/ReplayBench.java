package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;

/** A topic of the test's own on a real broker, and a replay that keeps what it is given. */
abstract class ReplayBench {

    final String topic = "replayed-" + UUID.randomUUID();
    final TopicPartition first = new TopicPartition(topic, 0);
    final TopicPartition second = new TopicPartition(topic, 1);
    final Requests requests = new Requests();
    final List<Batch<String>> batches = new ArrayList<>();
    final List<Long> progress = new ArrayList<>();
    /** The newest replay's; belongs to its thread. */
    KafkaConsumer<byte[], byte[]> consumer;

    @BeforeEach
    void createTopic() {
        RealKafka.create(topic);
    }

    Replayed replay(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        return replay(Duration.ofSeconds(20)).replay(from, to, this::keep, progress::add);
    }

    Replay<String> replay(Duration patience) {
        return replay(patience, Map.of());
    }

    Replay<String> replay(Duration patience, Map<String, Object> more) {
        WorkerSettings settings = WorkerSettings.of(RealKafka.bootstrap(), "a-store");
        Map<String, Object> config = new HashMap<>(new KafkaSettings(settings).replay());
        config.putAll(more);
        return new Replay<>(Map.of(topic, requests), () -> consumerOf(config), requests.registry, 10_000, patience);
    }

    private KafkaConsumer<byte[], byte[]> consumerOf(Map<String, Object> config) {
        consumer = new KafkaConsumer<>(config);
        return consumer;
    }

    Outgoing keep(Batch<String> batch) {
        batches.add(batch);
        return Outgoing.nothing();
    }

    List<String> applied() {
        return batches.stream()
                .flatMap(batch -> batch.arrivals().stream())
                .map(Arrival::value)
                .toList();
    }

    /** Each in a record batch of its own, at offsets one after the other. */
    void send(TopicPartition to, String... learners) {
        try (KafkaProducer<byte[], byte[]> producer = RealKafka.producer(Map.of())) {
            for (String learner : learners) {
                producer.send(record(to, learner));
                producer.flush();
            }
        }
    }

    void sendRaw(TopicPartition to, String key, String value) {
        try (KafkaProducer<byte[], byte[]> producer = RealKafka.producer(Map.of())) {
            producer.send(new ProducerRecord<>(to.topic(), to.partition(), key.getBytes(UTF_8), value.getBytes(UTF_8)));
        }
    }

    /** One record and a marker behind it. */
    void commit(TopicPartition to, String learner) {
        long before = RealKafka.end(to);
        try (KafkaProducer<byte[], byte[]> producer = begun(to, learner)) {
            producer.commitTransaction();
        }
        awaitMarker(to, before);
    }

    /** One record that nobody may see, and a marker behind it. */
    void abort(TopicPartition to, String learner) {
        long before = RealKafka.end(to);
        try (KafkaProducer<byte[], byte[]> producer = begun(to, learner)) {
            producer.abortTransaction();
        }
        awaitMarker(to, before);
    }

    /** A transaction with one record in it, open. */
    KafkaProducer<byte[], byte[]> begun(TopicPartition to, String learner) {
        KafkaProducer<byte[], byte[]> producer =
                RealKafka.producer(Map.of("transactional.id", "id-" + UUID.randomUUID()));
        producer.initTransactions();
        producer.beginTransaction();
        producer.send(record(to, learner));
        producer.flush();
        return producer;
    }

    private ProducerRecord<byte[], byte[]> record(TopicPartition to, String learner) {
        return new ProducerRecord<>(to.topic(), to.partition(), learner.getBytes(UTF_8), requests.bytesOf(learner));
    }

    private static void awaitMarker(TopicPartition partition, long before) {
        await().untilAsserted(() -> assertThat(RealKafka.end(partition)).isEqualTo(before + 2));
    }
}
