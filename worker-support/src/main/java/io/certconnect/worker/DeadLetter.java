package io.certconnect.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * A record that goes to its dead letter topic, bytes untouched.
 *
 * @param detail one sentence; names no person and quotes no payload
 * @param errorClass the class of the exception that told; null if no exception did
 */
public record DeadLetter(
        ConsumerRecord<byte[], byte[]> source,
        DeadLetterReason reason,
        String detail,
        @Nullable String errorClass) {

    public DeadLetter(ConsumerRecord<byte[], byte[]> source, DeadLetterReason reason, String detail) {
        this(source, reason, detail, null);
    }
}
