package io.certconnect.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.worker.DeadLetterHeaders;
import java.nio.ByteBuffer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;

/** Where a record lies. */
public record Place(String topic, int partition, long offset) {

    public static Place of(ConsumerRecord<?, ?> record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    public static Place of(RecordMetadata record) {
        return new Place(record.topic(), record.partition(), record.offset());
    }

    /** Where the record lies that the dead letter is about. */
    public static Place ofSource(ConsumerRecord<byte[], byte[]> letter) {
        return new Place(
                new String(header(letter, DeadLetterHeaders.ORIGINAL_TOPIC), UTF_8),
                ByteBuffer.wrap(header(letter, DeadLetterHeaders.ORIGINAL_PARTITION))
                        .getInt(),
                ByteBuffer.wrap(header(letter, DeadLetterHeaders.ORIGINAL_OFFSET))
                        .getLong());
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> record, String name) {
        return record.headers().lastHeader(name).value();
    }
}
