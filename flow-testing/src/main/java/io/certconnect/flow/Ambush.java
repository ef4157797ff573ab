package io.certconnect.flow;

import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Something that happens to a worker at a chosen point of a batch, once. It lies in the worker's Kafka clients as an
 * interceptor, so the worker itself is the one that runs in production.
 */
public final class Ambush implements ProducerInterceptor<byte[], byte[]>, ConsumerInterceptor<byte[], byte[]> {

    /** Points of a batch, in the order in which it passes them. */
    public enum Point {
        /** Requests were read, nothing is decided. */
        POLLED,
        /** The decisions are committed in the ledger, no event has left. */
        DECIDED,
        /** An event is on its topic, the transaction around it is open. */
        SENT
    }

    private record Laid(Point point, Runnable happens) {}

    private static final AtomicReference<@Nullable Laid> LAID = new AtomicReference<>();

    /** Called by Kafka, which finds this class by its name. */
    public Ambush() {}

    /** The setting that lays ambushes for a worker, to follow its {@code kafka-properties} key. */
    public static String setting() {
        return "[interceptor.classes]=" + Ambush.class.getName();
    }

    /** What happens to the next batch that passes this point. */
    public static void lay(Point point, Runnable happens) {
        LAID.set(new Laid(point, happens));
    }

    private static void passes(Point point) {
        Laid laid = LAID.get();
        if (laid != null && laid.point == point && LAID.compareAndSet(laid, null)) {
            laid.happens.run();
        }
    }

    @Override
    public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
        if (!records.isEmpty()) {
            passes(Point.POLLED);
        }
        return records;
    }

    @Override
    public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> event) {
        passes(Point.DECIDED);
        return event;
    }

    @Override
    public void onAcknowledgement(RecordMetadata place, @Nullable Exception failure) {
        if (failure == null) {
            passes(Point.SENT);
        }
    }

    @Override
    public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
        // A batch with events commits its offsets in their transaction.
    }

    @Override
    public void configure(Map<String, ?> config) {
        // What happens is known to this class, not to Kafka.
    }

    @Override
    public void close() {
        // Nothing is open.
    }
}
