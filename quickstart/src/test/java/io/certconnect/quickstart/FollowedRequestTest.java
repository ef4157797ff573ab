package io.certconnect.quickstart;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.local.testing.TestServices;
import io.certconnect.records.RecordsWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRequested;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.support.GenericApplicationContext;

/** One trace from a request over its decision to both stores. */
@Tag("flow")
class FollowedRequestTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String SENDER = "00f067aa0ba902b7";

    private final Platform platform = Platform.get();
    private final InMemorySpanExporter connector = InMemorySpanExporter.create();
    private final InMemorySpanExporter records = InMemorySpanExporter.create();

    @Test
    void isInOneTraceFromItsSenderOverTheDecisionToBothStores() {
        Map<TopicPartition, Long> before = platform.reader().ends(Topic.CONNECT_EVENTS.topicName());
        String learner = TestServices.fresh("learner");
        UUID malformed = UUID.randomUUID();
        UUID unsampled = UUID.randomUUID();
        UUID sampled = UUID.randomUUID();
        // The one with spans is the last of its partition: where it has been, the others have.
        send(learner, malformed, "no trace at all");
        send(learner, unsampled, traceparent(unsampled, "00"));
        send(learner, sampled, traceparent(sampled, "01"));
        List<SpanData> spans = new ArrayList<>();

        try (WorkerInstance deciding = start(ConnectorWorker.application(), connector);
                WorkerInstance storing = start(RecordsWorker.application(), records)) {
            // They are exported every five seconds.
            await().atMost(PATIENCE)
                    .until(() -> !connector.getFinishedSpanItems().isEmpty()
                            && records.getFinishedSpanItems().size() >= 2);
            spans.addAll(connector.getFinishedSpanItems());
            spans.addAll(records.getFinishedSpanItems());
        }

        assertThat(spans)
                .extracting(FollowedRequestTest::inWords)
                .containsExactlyInAnyOrder(
                        "connector-worker: process connect.requests.v1",
                        "transcript-store: process connect.events.v1",
                        "badge-store: process connect.events.v1");
        assertThat(spans).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(traceOf(sampled));
            assertThat(span.getParentSpanId()).isEqualTo(SENDER);
        });
        assertThat(text(spans.getFirst(), "certconnect.request.id")).isEqualTo(sampled.toString());
        assertThat(text(spans.getFirst(), "certconnect.outcome")).isEqualTo("ACCOUNT_MISMATCH");
        assertThat(tracesOfEvents(before))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        malformed, "none",
                        unsampled, traceparent(unsampled, "00"),
                        sampled, traceparent(sampled, "01")));
    }

    private void send(String learner, UUID request, String traceparent) {
        ProducerRecord<byte[], byte[]> record = platform.publisher()
                .encoded(
                        Topic.CONNECT_REQUESTS,
                        new ConnectRequested(
                                request,
                                learner,
                                List.of(new Account(TestServices.fresh("account"), AccountKind.PERSONAL)),
                                null,
                                Instant.ofEpochMilli(1)));
        record.headers().add("traceparent", traceparent.getBytes(UTF_8));
        platform.publisher().send(List.of(record));
    }

    private WorkerInstance start(SpringApplicationBuilder application, SpanExporter exporter) {
        return WorkerInstance.start(
                application.initializers(context ->
                        ((GenericApplicationContext) context).registerBean(SpanExporter.class, () -> exporter)),
                platform,
                "followed");
    }

    private static String traceparent(UUID request, String flags) {
        return "00-" + traceOf(request) + "-" + SENDER + "-" + flags;
    }

    private static String traceOf(UUID request) {
        return request.toString().replace("-", "");
    }

    private static String inWords(SpanData span) {
        return text(span, "messaging.consumer.group.name") + ": " + span.getName();
    }

    private static String text(SpanData span, String attribute) {
        return span.getAttributes().get(AttributeKey.stringKey(attribute));
    }

    private Map<UUID, String> tracesOfEvents(Map<TopicPartition, Long> before) {
        RecordDecoder<ConnectDecided> decoder = new RecordDecoder<>(ConnectDecided.class, platform.registry());
        Map<UUID, String> traces = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> event : platform.reader().read(before)) {
            Header header = event.headers().lastHeader("traceparent");
            traces.put(
                    decoder.decode(event.value()).getRequestId(),
                    header == null ? "none" : new String(header.value(), UTF_8));
        }
        return traces;
    }
}
