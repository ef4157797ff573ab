package io.certconnect.cli.explain;

import io.certconnect.cli.explain.Finding.Place;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.schemas.Topic;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Looks for a request among the dead letters, in a limited time. It is found by the id's text in the bytes: they are
 * dead letters because, for the most part, they cannot be decoded.
 */
final class DeadLetterSearch {

    private static final List<String> TOPICS =
            List.of(Topic.CONNECT_REQUESTS.deadLetters(), Topic.MERGE_REQUESTS.deadLetters());
    private static final Duration POLL = Duration.ofMillis(200);

    private final KafkaOptions kafka;
    private final Duration limit;

    DeadLetterSearch(KafkaOptions kafka, Duration limit) {
        this.kafka = kafka;
        this.limit = limit;
    }

    /** The newest dead letter of the request that was seen, or {@link Finding.NotSeen}. */
    Finding of(UUID request) {
        List<String> topics = new ArrayList<>(TOPICS);
        topics.removeIf(topic -> !kafka.hasTopic(topic));
        try (Consumer<byte[], byte[]> consumer = kafka.consumer()) {
            return search(consumer, topics, new RequestIdText(request));
        } catch (KafkaException e) {
            throw kafka.failure(e);
        }
    }

    private Finding search(Consumer<byte[], byte[]> consumer, List<String> topics, RequestIdText id) {
        Map<TopicPartition, Long> ends = endsOf(consumer, topics);
        consumer.assign(ends.keySet());
        consumer.seekToBeginning(ends.keySet());
        long started = System.nanoTime();
        ConsumerRecord<byte[], byte[]> newest = null;
        while (isBefore(consumer, ends)) {
            if (System.nanoTime() - started > limit.toNanos()) {
                return newest == null ? new Finding.NotSeen(false) : finding(newest);
            }
            for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                if (id.isIn(record.value()) && (newest == null || record.timestamp() >= newest.timestamp())) {
                    newest = record;
                }
            }
        }
        return newest == null ? new Finding.NotSeen(true) : finding(newest);
    }

    private static Map<TopicPartition, Long> endsOf(Consumer<byte[], byte[]> consumer, List<String> topics) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (String topic : topics) {
            consumer.partitionsFor(topic)
                    .forEach(partition -> partitions.add(new TopicPartition(topic, partition.partition())));
        }
        return new HashMap<>(consumer.endOffsets(partitions));
    }

    private static boolean isBefore(Consumer<byte[], byte[]> consumer, Map<TopicPartition, Long> ends) {
        return ends.entrySet().stream().anyMatch(end -> consumer.position(end.getKey()) < end.getValue());
    }

    private static Finding finding(ConsumerRecord<byte[], byte[]> record) {
        return new Finding.DeadLettered(
                new Place(record.topic(), record.partition(), record.offset()),
                source(record),
                text(record, "dlt-reason"),
                text(record, "dlt-detail"),
                Instant.ofEpochMilli(record.timestamp()));
    }

    private static @Nullable Place source(ConsumerRecord<?, ?> record) {
        Header partition = record.headers().lastHeader("kafka_dlt-original-partition");
        Header offset = record.headers().lastHeader("kafka_dlt-original-offset");
        if (partition == null || offset == null) {
            return null;
        }
        return new Place(
                text(record, "kafka_dlt-original-topic"),
                ByteBuffer.wrap(partition.value()).getInt(),
                ByteBuffer.wrap(offset.value()).getLong());
    }

    private static String text(ConsumerRecord<?, ?> record, String name) {
        Header header = record.headers().lastHeader(name);
        return header == null ? "not told" : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** A request id as it may stand in a record's bytes. */
    private record RequestIdText(String lower, String upper) {

        RequestIdText(UUID id) {
            this(id.toString(), id.toString().toUpperCase(Locale.ROOT));
        }

        boolean isIn(byte @Nullable [] value) {
            if (value == null) {
                return false;
            }
            String text = new String(value, StandardCharsets.ISO_8859_1);
            return text.contains(lower) || text.contains(upper);
        }
    }
}
