package io.certconnect.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record that goes to its dead letter topic, bytes untouched. The detail names no person and quotes no payload. */
public record DeadLetter(ConsumerRecord<byte[], byte[]> source, DeadLetterReason reason, String detail) {}
