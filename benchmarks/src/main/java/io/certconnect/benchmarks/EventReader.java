package io.certconnect.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A consumer downstream: reads what is committed, from all partitions of a topic, in no group. One thread's. */
final class EventReader implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;

    /** Starts at the end: what comes from now on. */
    EventReader(BenchServices services, String topic) {
        consumer = new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        services.servers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "earliest",
                        "fetch.min.bytes",
                        100_000,
                        "fetch.max.wait.ms",
                        5),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                .map(partition -> new TopicPartition(topic, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
    }

    /** So many events with headers, the first of the topic. */
    List<ConsumerRecord<byte[], byte[]>> sample(int number) {
        consumer.seekToBeginning(consumer.assignment());
        List<ConsumerRecord<byte[], byte[]>> sample = new ArrayList<>();
        while (sample.size() < number) {
            for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
                if (event.headers().lastHeader("ce_id") != null) {
                    sample.add(event);
                }
            }
        }
        return sample;
    }

    /** The keys of the next events, as the numbers of their learners; none if nothing comes for a while. */
    void next(LongConsumer learner) {
        for (ConsumerRecord<byte[], byte[]> event : consumer.poll(POLL)) {
            learner.accept(Population.number(new String(event.key(), UTF_8)));
        }
    }

    @Override
    public void close() {
        consumer.close();
    }
}
