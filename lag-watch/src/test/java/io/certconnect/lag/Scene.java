package io.certconnect.lag;

import io.certconnect.local.testing.TestServices;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** A topic and a group of its own, a clock that a test sets, and a watch over them. */
final class Scene implements AutoCloseable {

    static final Instant NOON = Instant.parse("2026-03-14T12:00:00Z");
    static final LagWindow WINDOW = new LagWindow(3, Duration.ofSeconds(15));

    private static final Admin ADMIN =
            Admin.create(Map.of("bootstrap.servers", TestServices.broker().bootstrapServers()));

    final String topic;
    final String group = TestServices.fresh("group");
    private final Producer<byte[], byte[]> producer = producer(Map.of());
    private final LagWatch watch;
    private Instant now = NOON;

    Scene(int partitions) {
        this.topic = TestServices.freshTopic("lag", partitions);
        this.watch = watch(List.of(new Watched(group, Set.of(topic))));
    }

    LagWatch watch(Collection<Watched> watched) {
        return watch(watched, LagWatch.MOST_READS);
    }

    LagWatch watch(Collection<Watched> watched, int mostReads) {
        return LagWatch.open(kafka(), watched, WINDOW, mostReads, () -> now);
    }

    static Map<String, Object> kafka() {
        return Map.of("bootstrap.servers", TestServices.broker().bootstrapServers());
    }

    GroupLag look() {
        return watch.look().groups().getFirst();
    }

    /** The only partition's. */
    PartitionLag lookAtOne() {
        return look().partitions().getFirst();
    }

    void pass(Duration time) {
        now = now.plus(time);
    }

    TopicPartition partition(int number) {
        return new TopicPartition(topic, number);
    }

    /** Records of noon. */
    void send(int partition, int count) {
        send(partition, count, NOON, 10);
    }

    void send(int partition, int count, Instant time, int size) {
        for (int i = 0; i < count; i++) {
            var unused =
                    producer.send(new ProducerRecord<>(topic, partition, time.toEpochMilli(), null, new byte[size]));
        }
        producer.flush();
    }

    ProducerRecord<byte[], byte[]> record() {
        return new ProducerRecord<>(topic, 0, NOON.toEpochMilli(), null, new byte[10]);
    }

    Producer<byte[], byte[]> transactional() {
        Producer<byte[], byte[]> transactional = producer(Map.of("transactional.id", TestServices.fresh("lag")));
        transactional.initTransactions();
        return transactional;
    }

    private static Producer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(kafka());
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    Consumer<byte[], byte[]> consumer() {
        Map<String, Object> config = new HashMap<>(kafka());
        config.put("group.id", group);
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "earliest");
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }

    void commit(long offset) {
        commit(group, 0, offset);
    }

    void commit(String group, int partition, long offset) {
        await(ADMIN.alterConsumerGroupOffsets(group, Map.of(partition(partition), new OffsetAndMetadata(offset)))
                .all());
    }

    void deleteRecordsBefore(long offset) {
        await(ADMIN.deleteRecords(Map.of(partition(0), RecordsToDelete.beforeOffset(offset)))
                .all());
    }

    void deleteTopic() {
        await(ADMIN.deleteTopics(List.of(topic)).all());
    }

    private static void await(KafkaFuture<?> future) {
        try {
            future.get(20, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        watch.close();
        producer.close();
    }
}
