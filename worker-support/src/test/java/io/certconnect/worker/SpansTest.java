package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static io.certconnect.worker.FakeKafka.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is told of records that somebody upstream chose to be traced. */
@Tag("worker")
class SpansTest extends SessionBench {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String UPSTREAM = "00f067aa0ba902b7";

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void aRecordsSpanIsItsSendersChildAndLastsFromThePollToTheCommit() {
        Instant before = Instant.now();
        kafka.append(traced(requests.at(0, 0, "ada"), "01"));
        kafka.append(requests.at(0, 1, "bob"));
        kafka.assign(P0);

        session.turn();

        SpanData span = spans.getFinishedSpanItems().getFirst();
        assertThat(spans.getFinishedSpanItems()).hasSize(1);
        assertThat(span.getTraceId()).isEqualTo(TRACE);
        assertThat(span.getParentSpanContext().getSpanId()).isEqualTo(UPSTREAM);
        assertThat(span.getParentSpanContext().isRemote()).isTrue();
        assertThat(span.getKind()).isEqualTo(SpanKind.CONSUMER);
        assertThat(span.getName()).isEqualTo("process connect.requests.v1");
        assertThat(span.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET);
        assertThat(span.getStartEpochNanos())
                .isBetween(TimeUnit.MILLISECONDS.toNanos(before.toEpochMilli()), span.getEndEpochNanos());
        assertThat(attributes(span))
                .containsEntry("messaging.system", "kafka")
                .containsEntry("messaging.operation.name", "process")
                .containsEntry("messaging.operation.type", "process")
                .containsEntry("messaging.destination.name", "connect.requests.v1")
                .containsEntry("messaging.destination.partition.id", "0")
                .containsEntry("messaging.kafka.offset", 0L)
                .containsEntry("messaging.consumer.group.name", "connector-worker")
                .containsEntry("certconnect.batch.records", 2L)
                .containsEntry("certconnect.attempts", 1L);
        assertThat(span.getResource().getAttributes().asMap().toString()).contains("service.name=worker", "=one");
    }

    @Test
    void whatTheWorkNotedIsInTheSpan() {
        session = new Session<>(parts(batch -> {
            Outgoing answer = ledger.on(batch);
            ConsumerRecord<byte[], byte[]> source = batch.arrivals().getFirst().source();
            return new Outgoing(
                    answer.events(),
                    answer.deadLetters(),
                    Map.of(source, new Outgoing.Note("request-1", "ACCOUNT_MISMATCH")));
        }));
        kafka.append(traced(requests.at(0, 0, "ada"), "01"));
        kafka.assign(P0);

        session.turn();

        assertThat(attributes(spans.getFinishedSpanItems().getFirst()))
                .containsEntry("certconnect.request.id", "request-1")
                .containsEntry("certconnect.outcome", "ACCOUNT_MISMATCH");
    }

    @Test
    void whatIsNotSampledHasNoSpan() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(traced(requests.at(0, 1, "bob"), "00"));
        kafka.append(traced(requests.at(0, 2, "cyd"), "zz"));
        kafka.assign(P0);

        session.turn();

        assertThat(spans.getFinishedSpanItems()).isEmpty();
        assertThat(kafka.publishedTexts()).containsExactly("ada", "bob", "cyd");
    }

    @Test
    void aDeadLetterIsAnErrorWithItsReason() {
        kafka.append(traced(Requests.raw(0, 0, bytes("bad"), bytes("garbage")), "01"));
        kafka.append(traced(requests.at(0, 1, "ada"), "01"));
        kafka.assign(P0);

        session.turn();

        assertThat(spans.getFinishedSpanItems())
                .satisfiesExactly(
                        dead -> {
                            assertThat(dead.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                            assertThat(attributes(dead)).containsEntry("error.type", "BAD_MAGIC");
                        },
                        read -> assertThat(read.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET));
    }

    @Test
    void aBatchThatIsTriedAgainHasOneSpanWithItsAttempts() {
        kafka.append(traced(requests.at(0, 0, "ada"), "01"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(2);
        ledger.before(batch -> failWhile(failures.getAndDecrement() > 0));

        session.turn();

        assertThat(spans.getFinishedSpanItems()).singleElement().satisfies(span -> assertThat(attributes(span))
                .containsEntry("certconnect.attempts", 3L));
    }

    @Test
    void aBatchWhosePublicationFailsHasASpanForThatToo() {
        kafka.append(traced(requests.at(0, 0, "ada"), "01"));
        kafka.assign(P0);
        for (int attempt = 0; attempt < 2; attempt++) {
            kafka.endings.add(land -> {
                throw new TimeoutException("no answer");
            });
        }

        turns(3);

        assertThat(spans.getFinishedSpanItems())
                .satisfiesExactly(
                        dropped -> {
                            assertThat(dropped.getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
                            assertThat(attributes(dropped)).containsEntry("error.type", "BROKER");
                        },
                        done -> assertThat(done.getStatus().getStatusCode()).isEqualTo(StatusCode.UNSET));
    }

    @Test
    void aBatchWhosePartitionWentIsToldAsDropped() {
        kafka.append(traced(requests.at(0, 0, "ada"), "01"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(1);
        ledger.before(batch -> {
            if (failures.getAndDecrement() > 0) {
                kafka.assign(P1);
                failWhile(true);
            }
        });

        session.turn();

        assertThat(spans.getFinishedSpanItems()).singleElement().satisfies(dropped -> assertThat(attributes(dropped))
                .containsEntry("error.type", "WORK"));
    }

    @Test
    void nothingThatTracingDoesReachesTheLoop() {
        kafka.append(traced(Requests.raw(0, 0, bytes("bad"), bytes("garbage")), "01"));
        kafka.assign(P0);
        LoopParts<String> parts = parts(ledger);
        session = new Session<>(new LoopParts<>(
                parts.kafka(),
                parts.reader(),
                parts.work(),
                parts.deadLetters(),
                parts.status(),
                parts.metrics(),
                Tracing.through(new BrokenProcessor(), "worker", "").of("connector-worker")));

        session.turn();

        assertThat(letters()).hasSize(1);
        assertThat(status.failures(Trouble.Kind.WORK)).isZero();
    }

    private static ConsumerRecord<byte[], byte[]> traced(ConsumerRecord<byte[], byte[]> record, String flags) {
        record.headers().add("traceparent", bytes("00-" + TRACE + "-" + UPSTREAM + "-" + flags));
        return record;
    }

    private static Map<String, Object> attributes(SpanData span) {
        Map<String, Object> attributes = new HashMap<>();
        Map<AttributeKey<?>, Object> all = span.getAttributes().asMap();
        all.forEach((key, value) -> attributes.put(key.getKey(), value));
        return attributes;
    }

    private static final class BrokenProcessor implements SpanProcessor {

        @Override
        public void onStart(Context parent, ReadWriteSpan span) {
            throw new IllegalStateException("broken");
        }

        @Override
        public boolean isStartRequired() {
            return true;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return false;
        }
    }
}
