package io.certconnect.worker;

import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What leaves in the same Kafka transaction as the batch's offsets. */
public record Outgoing(List<ProducerRecord<byte[], byte[]>> events, List<DeadLetter> deadLetters) {

    /** Nothing leaves but the offsets. */
    public static Outgoing nothing() {
        return new Outgoing(List.of(), List.of());
    }
}
