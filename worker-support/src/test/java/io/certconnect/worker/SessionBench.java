package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** A session on a broker in memory, driven turn by turn from the test's own thread. */
abstract class SessionBench {

    final Requests requests = new Requests();
    final FakeKafka kafka = new FakeKafka();
    final MiniLedger ledger = new MiniLedger("connect.events.v1");
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    /** A quarter of a second after the sample records' timestamp. */
    final Clock clock = Clock.fixed(Instant.ofEpochMilli(1_700_000_000_250L), ZoneOffset.UTC);

    final LoopStatus status = new LoopStatus("loop-0", Clock.systemUTC(), Duration.ofMillis(1), Duration.ofMillis(4));
    final InMemorySpanExporter spans = InMemorySpanExporter.create();
    final Tracing tracing = Tracing.through(SimpleSpanProcessor.create(spans), "worker", "one");
    Session<String> session;

    @BeforeEach
    void start() {
        session = new Session<>(parts(ledger));
    }

    @AfterEach
    void stop() {
        if (!kafka.consumer.closed()) {
            session.close();
        }
    }

    LoopParts<String> parts(BatchWork<String> work) {
        return parts(work, status);
    }

    LoopParts<String> parts(BatchWork<String> work, LoopStatus status) {
        return new LoopParts<>(
                kafka,
                new RecordReader<>(Map.of(Requests.TOPIC, requests), requests.registry, 10_000),
                work,
                new DeadLetters("connector-worker", "1"),
                status,
                new WorkerMetrics(meters, clock, "connector-worker", Set.of(Requests.TOPIC)),
                tracing.of("connector-worker"));
    }

    void turns(int count) {
        for (int turn = 0; turn < count; turn++) {
            session.turn();
        }
    }

    List<ProducerRecord<byte[], byte[]>> letters() {
        return kafka.published.stream()
                .filter(record -> record.topic().endsWith("-dlt"))
                .toList();
    }

    static List<String> valuesOf(Batch<String> batch) {
        return batch.arrivals().stream().map(Arrival::value).toList();
    }

    static void failWhile(boolean failing) {
        if (failing) {
            throw new IllegalStateException("the database is away");
        }
    }

    static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    static String header(ProducerRecord<byte[], byte[]> letter, String name) {
        return new String(letter.headers().lastHeader(name).value(), UTF_8);
    }
}
