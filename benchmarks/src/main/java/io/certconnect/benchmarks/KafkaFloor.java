package io.certconnect.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka alone takes: the same requests read and events of the same sizes written, in transactions with the offsets, on
 * raw clients with the worker's settings, and nothing done in between.
 */
final class KafkaFloor {

    private static final String TOPIC = "floor.events.v1";

    private final BenchServices services;
    private final String requests;
    private final List<byte[]> events;

    /** @param events real ones, sent in turn */
    KafkaFloor(BenchServices services, String requests, List<byte[]> events) {
        this.services = services;
        this.requests = requests;
        this.events = events;
        services.createTopics(List.of(new NewTopic(TOPIC, 6, (short) 1)));
    }

    /**
     * Requests per second, of those after the first.
     *
     * @param warmUp records that are not counted
     */
    double run(String group, int threads, long warmUp, long records) {
        AtomicLong done = new AtomicLong();
        AtomicLong begin = new AtomicLong();
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (int index = 0; index < threads; index++) {
            String id = group + "-" + index;
            loops.add(CompletableFuture.runAsync(
                    () -> loop(group, id, done, begin, warmUp, records),
                    task -> Thread.ofPlatform().name(id).start(task)));
        }
        loops.forEach(CompletableFuture::join);
        return (records - warmUp) / ((System.nanoTime() - begin.get()) / 1e9);
    }

    private void loop(String group, String id, AtomicLong done, AtomicLong begin, long warmUp, long records) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(group);
                KafkaProducer<byte[], byte[]> producer = producer(id)) {
            producer.initTransactions();
            consumer.subscribe(Set.of(requests));
            int next = 0;
            while (done.get() < records) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(50));
                if (polled.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                for (ConsumerRecord<byte[], byte[]> request : polled) {
                    Future<?> unused = producer.send(
                            new ProducerRecord<>(TOPIC, request.key(), events.get(next++ % events.size())));
                }
                producer.sendOffsetsToTransaction(polled.nextOffsets(), consumer.groupMetadata());
                producer.commitTransaction();
                if (done.addAndGet(polled.count()) >= warmUp) {
                    begin.compareAndSet(0, System.nanoTime());
                }
            }
        }
    }

    private KafkaConsumer<byte[], byte[]> consumer(String group) {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        services.servers(),
                        "group.id",
                        group,
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "max.poll.records",
                        2_000,
                        "fetch.min.bytes",
                        100_000,
                        "fetch.max.wait.ms",
                        10),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    private KafkaProducer<byte[], byte[]> producer(String id) {
        return new KafkaProducer<>(
                Map.of(
                        "bootstrap.servers",
                        services.servers(),
                        "transactional.id",
                        id,
                        "retry.backoff.ms",
                        5,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
