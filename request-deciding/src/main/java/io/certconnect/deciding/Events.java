package io.certconnect.deciding;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.ledger.Decision;
import io.certconnect.worker.TraceParent;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * Stored decisions as the records that leave: key, the stored bytes, and CloudEvents headers in binary mode. Thread-safe.
 */
public final class Events {

    private final String topic;
    private final Header version = header("ce_specversion", "1.0");
    private final Header source;
    private final Header type;
    private final Header content = header("content-type", "application/avro");
    /** A batch is decided at one time, which takes longer to write than all else about its headers. */
    private volatile Time lastTime = new Time(Instant.EPOCH);

    private record Time(Instant at, Header header) {

        Time(Instant at) {
            this(at, Events.header("ce_time", at.toString()));
        }
    }

    /**
     * @param topic where they go
     * @param source who says so, as a URI reference
     * @param type the event's type: the Avro record's full name
     */
    public Events(String topic, String source, String type) {
        this.topic = topic;
        this.source = header("ce_source", source);
        this.type = header("ce_type", type);
    }

    String topic() {
        return topic;
    }

    ProducerRecord<byte[], byte[]> of(Decision decision, ConsumerRecord<byte[], byte[]> request) {
        Header id = header("ce_id", decision.eventId().toString());
        ProducerRecord<byte[], byte[]> event = new ProducerRecord<>(
                topic,
                null,
                decision.eventKey().getBytes(UTF_8),
                decision.event(),
                List.of(version, id, source, type, time(decision.decidedAt()), content));
        TraceParent trace = TraceParent.of(request);
        if (trace != null) {
            event.headers().add(trace.header());
        }
        return event;
    }

    private Header time(Instant at) {
        Time time = lastTime;
        if (!time.at().equals(at)) {
            time = new Time(at);
            lastTime = time;
        }
        return time.header();
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(UTF_8));
    }
}
