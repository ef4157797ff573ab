package io.certconnect.worker;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A span for each record that is traced, none for all others: from when its batch is taken in hand to when its answer is
 * committed. Made once that is known, so that a loop that waits for hours holds no span open. Says ids only.
 *
 * <p>Nothing here ever throws: the answer is out by then, and a loop that failed would work on the batch again.
 */
final class Spans {

    private static final Logger log = LoggerFactory.getLogger(Spans.class);

    // OpenTelemetry's conventions for messaging; what is not among them is named after us.
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> OPERATION = AttributeKey.stringKey("messaging.operation.name");
    private static final AttributeKey<String> OPERATION_TYPE = AttributeKey.stringKey("messaging.operation.type");
    private static final AttributeKey<String> TOPIC = AttributeKey.stringKey("messaging.destination.name");
    private static final AttributeKey<String> PARTITION = AttributeKey.stringKey("messaging.destination.partition.id");
    private static final AttributeKey<Long> OFFSET = AttributeKey.longKey("messaging.kafka.offset");
    private static final AttributeKey<String> GROUP = AttributeKey.stringKey("messaging.consumer.group.name");
    private static final AttributeKey<String> ERROR = AttributeKey.stringKey("error.type");
    private static final AttributeKey<Long> BATCH = AttributeKey.longKey("certconnect.batch.records");
    private static final AttributeKey<Long> ATTEMPTS = AttributeKey.longKey("certconnect.attempts");
    private static final AttributeKey<String> REQUEST = AttributeKey.stringKey("certconnect.request.id");
    private static final AttributeKey<String> OUTCOME = AttributeKey.stringKey("certconnect.outcome");

    private final @Nullable Tracer tracer;
    private final String group;

    /** @param tracer null if nothing is exported */
    Spans(@Nullable Tracer tracer, String group) {
        this.tracer = tracer;
        this.group = group;
    }

    /**
     * A batch is through.
     *
     * @param since when it was taken in hand
     * @param attempts how often it was tried
     */
    void done(
            Instant since,
            ConsumerRecords<byte[], byte[]> polled,
            int attempts,
            Map<ConsumerRecord<byte[], byte[]>, Outgoing.Note> notes,
            List<DeadLetter> letters) {
        if (tracer == null) {
            return;
        }
        Map<ConsumerRecord<byte[], byte[]>, DeadLetterReason> dead = new HashMap<>();
        letters.forEach(letter -> dead.put(letter.source(), letter.reason()));
        forEachTraced(since, polled, (record, span) -> {
            span.setAttribute(ATTEMPTS, (long) attempts);
            Outgoing.Note note = notes.get(record);
            if (note != null) {
                span.setAttribute(REQUEST, note.requestId()).setAttribute(OUTCOME, note.outcome());
            }
            DeadLetterReason reason = dead.get(record);
            if (reason != null) {
                span.setAttribute(ERROR, reason.name()).setStatus(StatusCode.ERROR, "dead letter");
            }
        });
    }

    /** A batch is dropped; its records come again, here or elsewhere. */
    void dropped(Instant since, ConsumerRecords<byte[], byte[]> polled, Trouble trouble) {
        forEachTraced(since, polled, (record, span) -> span.setAttribute(
                        ERROR, trouble.kind().name())
                .setStatus(StatusCode.ERROR, "dropped; comes again"));
    }

    private void forEachTraced(
            Instant since,
            ConsumerRecords<byte[], byte[]> polled,
            BiConsumer<ConsumerRecord<byte[], byte[]>, Span> describe) {
        if (tracer == null) {
            return;
        }
        try {
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                TraceParent parent = TraceParent.of(record);
                if (parent != null && parent.isSampled()) {
                    Span span = start(tracer, since, record, parent, polled.count());
                    describe.accept(record, span);
                    span.end();
                }
            }
        } catch (RuntimeException failure) {
            log.debug("No spans of a batch of {}", group, failure);
        }
    }

    private Span start(
            Tracer tracer, Instant since, ConsumerRecord<byte[], byte[]> record, TraceParent parent, int records) {
        SpanContext remote = SpanContext.createFromRemoteParent(
                parent.traceId(), parent.spanId(), TraceFlags.getSampled(), TraceState.getDefault());
        return tracer.spanBuilder("process " + record.topic())
                .setSpanKind(SpanKind.CONSUMER)
                .setParent(Context.root().with(Span.wrap(remote)))
                .setStartTimestamp(since)
                .setAttribute(SYSTEM, "kafka")
                .setAttribute(OPERATION, "process")
                .setAttribute(OPERATION_TYPE, "process")
                .setAttribute(TOPIC, record.topic())
                .setAttribute(PARTITION, String.valueOf(record.partition()))
                .setAttribute(OFFSET, record.offset())
                .setAttribute(GROUP, group)
                .setAttribute(BATCH, (long) records)
                .startSpan();
    }
}
