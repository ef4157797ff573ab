package io.certconnect.worker;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * What leaves in the same Kafka transaction as the batch's offsets.
 *
 * @param notes what became of the records that are traced, for whoever follows them; may lack any of them
 */
public record Outgoing(
        List<ProducerRecord<byte[], byte[]>> events,
        List<DeadLetter> deadLetters,
        Map<ConsumerRecord<byte[], byte[]>, Note> notes) {

    /** What a span says of a request. */
    public record Note(String requestId, String outcome) {}

    public Outgoing(List<ProducerRecord<byte[], byte[]>> events, List<DeadLetter> deadLetters) {
        this(events, deadLetters, Map.of());
    }

    /** Nothing leaves but the offsets. */
    public static Outgoing nothing() {
        return new Outgoing(List.of(), List.of());
    }
}
