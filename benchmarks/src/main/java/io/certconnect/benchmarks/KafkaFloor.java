package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What Kafka alone takes: the same requests read and the same events written, headers included, in transactions with the
 * offsets, on raw clients, and nothing done in between. Settings are the worker's, but what is tuned for the worker: a fetch
 * waits 10 ms at most, as loops that do nothing else bear best, and requests have their usual size.
 */
final class KafkaFloor {

    static final String TOPIC = "floor.events.v1";
    private static final int LOOPS = 2;

    private final BenchServices services;
    private final List<ConsumerRecord<byte[], byte[]>> events;

    /** @param events real ones, sent in turn */
    KafkaFloor(BenchServices services, List<ConsumerRecord<byte[], byte[]>> events) {
        this.services = services;
        this.events = events;
        services.createTopics(List.of(new NewTopic(TOPIC, Topic.CONNECT_EVENTS.partitions(), (short) 1)));
    }

    /**
     * Requests per second, of those after the first.
     *
     * @param warmUp requests that are not counted
     * @param end how many there are
     */
    double run(String group, long warmUp, long end) {
        AtomicLong done = new AtomicLong();
        AtomicLong begin = new AtomicLong();
        List<CompletableFuture<Void>> loops = loops(group, () -> done.get() < end, count -> {
            if (done.addAndGet(count) >= warmUp) {
                begin.compareAndSet(0, System.nanoTime());
            }
        });
        loops.forEach(CompletableFuture::join);
        return (end - warmUp) / ((System.nanoTime() - begin.get()) / 1e9);
    }

    /** Answers what comes, until it is told to stop; joining what is returned waits for that. */
    CompletableFuture<Void> answer(String group, BooleanSupplier goOn) {
        return CompletableFuture.allOf(loops(group, goOn, count -> {}).toArray(CompletableFuture[]::new));
    }

    private List<CompletableFuture<Void>> loops(String group, BooleanSupplier goOn, IntConsumer done) {
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (int index = 0; index < LOOPS; index++) {
            String id = group + "-" + index;
            loops.add(CompletableFuture.runAsync(
                    () -> loop(group, id, goOn, done),
                    task -> Thread.ofPlatform().name(id).start(task)));
        }
        return loops;
    }

    private void loop(String group, String id, BooleanSupplier goOn, IntConsumer done) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(group);
                KafkaProducer<byte[], byte[]> producer = producer(id)) {
            producer.initTransactions();
            consumer.subscribe(Set.of(Topic.CONNECT_REQUESTS.topicName()));
            int next = 0;
            while (goOn.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(50));
                if (polled.isEmpty()) {
                    continue;
                }
                producer.beginTransaction();
                for (ConsumerRecord<byte[], byte[]> request : polled) {
                    ConsumerRecord<byte[], byte[]> event = events.get(next++ % events.size());
                    Future<?> unused = producer.send(
                            new ProducerRecord<>(TOPIC, null, request.key(), event.value(), event.headers()));
                }
                producer.sendOffsetsToTransaction(polled.nextOffsets(), consumer.groupMetadata());
                producer.commitTransaction();
                done.accept(polled.count());
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
