package io.certconnect.deciding;

import io.certconnect.ledger.Decision;
import io.certconnect.worker.TraceParent;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;

/**
 * Stored decisions as the records that leave: key, the stored bytes, and CloudEvents headers in binary mode.
 *
 * @param topic where they go
 * @param source who says so, as a URI reference
 * @param type the event's type: the Avro record's full name
 */
public record Events(String topic, String source, String type) {

    ProducerRecord<byte[], byte[]> of(Decision decision, ConsumerRecord<byte[], byte[]> request) {
        ProducerRecord<byte[], byte[]> event =
                new ProducerRecord<>(topic, decision.eventKey().getBytes(StandardCharsets.UTF_8), decision.event());
        Headers headers = event.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", decision.eventId().toString());
        add(headers, "ce_source", source);
        add(headers, "ce_type", type);
        add(headers, "ce_time", decision.decidedAt().toString());
        add(headers, "content-type", "application/avro");
        TraceParent trace = TraceParent.of(request);
        if (trace != null) {
            headers.add(trace.header());
        }
        return event;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
