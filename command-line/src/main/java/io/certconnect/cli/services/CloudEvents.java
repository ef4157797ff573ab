package io.certconnect.cli.services;

import io.certconnect.schemas.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Records with the headers that the contract wants: CloudEvents in binary mode. */
public final class CloudEvents {

    private static final String SOURCE = "/certconnect/command-line";

    private CloudEvents() {}

    /**
     * @param value as encoded for the topic; null for a tombstone
     * @param id names what is told; the same for the same
     * @param time when what is told happened
     */
    public static ProducerRecord<byte[], byte[]> record(
            Topic topic, String key, byte @Nullable [] value, String id, Instant time) {
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value);
        Headers headers = record.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", id);
        add(headers, "ce_source", SOURCE);
        add(headers, "ce_type", topic.valueType().getName());
        add(headers, "ce_time", time.toString());
        add(headers, "content-type", "application/avro");
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
