package io.certconnect.worker;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A record, as it lay on its topic and as what it means. */
public record Arrival<R>(ConsumerRecord<byte[], byte[]> source, R value) {}
