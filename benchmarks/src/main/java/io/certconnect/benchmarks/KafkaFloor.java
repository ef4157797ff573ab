package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
 * What Kafka alone takes: the same records read and the same events written, headers included, in transactions with the
 * offsets, on raw clients, and nothing done in between; of who emits nothing, the same records read and the offsets
 * committed. Settings are the worker's, but what is tuned for the worker: a fetch waits 10 ms at most, as loops that do
 * nothing else bear best, and requests have their usual size.
 */
final class KafkaFloor {

    static final String TOPIC = "floor.events.v1";

    /** A group of readers. */
    record Group(String id, List<Topic> topics, int loops) {}

    private final BenchServices services;
    private final List<ConsumerRecord<byte[], byte[]>> events;

    private KafkaFloor(BenchServices services, List<ConsumerRecord<byte[], byte[]>> events) {
        this.services = services;
        this.events = events;
    }

    /** @param events real ones, sent in turn */
    static KafkaFloor answering(BenchServices services, List<ConsumerRecord<byte[], byte[]>> events) {
        services.createTopics(List.of(new NewTopic(TOPIC, Topic.CONNECT_EVENTS.partitions(), (short) 1)));
        return new KafkaFloor(services, events);
    }

    static KafkaFloor reading(BenchServices services) {
        return new KafkaFloor(services, List.of());
    }

    /**
     * Records per second, of those after the first.
     *
     * @param warmUp records that are not counted
     * @param end how many there are for all groups together
     */
    double run(List<Group> groups, long warmUp, long end) {
        AtomicLong done = new AtomicLong();
        AtomicLong begin = new AtomicLong();
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (Group group : groups) {
            loops.addAll(loops(group, () -> done.get() < end, count -> {
                if (done.addAndGet(count) >= warmUp) {
                    begin.compareAndSet(0, System.nanoTime());
                }
            }));
        }
        loops.forEach(CompletableFuture::join);
        return (end - warmUp) / ((System.nanoTime() - begin.get()) / 1e9);
    }

    /** Answers what comes, until it is told to stop; joining what is returned waits for that. */
    CompletableFuture<Void> answer(Group group, BooleanSupplier goOn) {
        return CompletableFuture.allOf(loops(group, goOn, count -> {}).toArray(CompletableFuture[]::new));
    }

    private List<CompletableFuture<Void>> loops(Group group, BooleanSupplier goOn, IntConsumer done) {
        List<CompletableFuture<Void>> loops = new ArrayList<>();
        for (int index = 0; index < group.loops(); index++) {
            String id = group.id() + "-" + index;
            loops.add(CompletableFuture.runAsync(
                    () -> loop(group, id, goOn, done),
                    task -> Thread.ofPlatform().name(id).start(task)));
        }
        return loops;
    }

    private void loop(Group group, String id, BooleanSupplier goOn, IntConsumer done) {
        try (KafkaConsumer<byte[], byte[]> consumer = consumer(group.id());
                Commits commits = events.isEmpty() ? new OffsetsAlone(consumer) : new Answers(consumer, id)) {
            consumer.subscribe(group.topics().stream().map(Topic::topicName).toList());
            while (goOn.getAsBoolean()) {
                ConsumerRecords<byte[], byte[]> polled = consumer.poll(Duration.ofMillis(50));
                if (!polled.isEmpty()) {
                    commits.of(polled);
                    done.accept(polled.count());
                }
            }
        }
    }

    /** What a loop does with what it has polled. */
    private interface Commits extends AutoCloseable {

        void of(ConsumerRecords<byte[], byte[]> polled);

        @Override
        default void close() {}
    }

    private record OffsetsAlone(KafkaConsumer<byte[], byte[]> consumer) implements Commits {

        @Override
        public void of(ConsumerRecords<byte[], byte[]> polled) {
            consumer.commitSync(polled.nextOffsets());
        }
    }

    private final class Answers implements Commits {

        private final KafkaConsumer<byte[], byte[]> consumer;
        private final KafkaProducer<byte[], byte[]> producer;
        private int next;

        Answers(KafkaConsumer<byte[], byte[]> consumer, String id) {
            this.consumer = consumer;
            this.producer = producer(id);
            producer.initTransactions();
        }

        @Override
        public void of(ConsumerRecords<byte[], byte[]> polled) {
            producer.beginTransaction();
            for (ConsumerRecord<byte[], byte[]> request : polled) {
                ConsumerRecord<byte[], byte[]> event = events.get(next++ % events.size());
                Future<?> unused =
                        producer.send(new ProducerRecord<>(TOPIC, null, request.key(), event.value(), event.headers()));
            }
            producer.sendOffsetsToTransaction(polled.nextOffsets(), consumer.groupMetadata());
            producer.commitTransaction();
        }

        @Override
        public void close() {
            producer.close();
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
                        "linger.ms",
                        0,
                        "compression.type",
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
