package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Where spans go, by the settings: to a collector that is a web server of the test's. */
@Tag("worker")
class TracingTest {

    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
    private static final String ENDPOINT = "management.opentelemetry.tracing.export.otlp.endpoint";

    private final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private HttpServer collector;

    @BeforeEach
    void start() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            received.add(exchange.getRequestBody().readAllBytes());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        collector.start();
    }

    @AfterEach
    void stop() {
        collector.stop(0);
    }

    @Test
    void spansGoToTheEndpointOfTheSettings() throws Exception {
        tellOfOneRecord(
                Map.of(ENDPOINT, "http://localhost:" + collector.getAddress().getPort() + "/v1/traces"));

        byte[] export = received.poll(10, TimeUnit.SECONDS);
        byte[] spans = new GZIPInputStream(new ByteArrayInputStream(export)).readAllBytes();
        assertThat(HexFormat.of().formatHex(spans)).contains(TRACE);
        assertThat(new String(spans, ISO_8859_1))
                .contains("connector-worker", "instance-7", "process connect.requests.v1");
    }

    @Test
    void withoutAnEndpointNothingIsMadeOrSent() {
        tellOfOneRecord(Map.of());
        tellOfOneRecord(Map.of(ENDPOINT, " "));

        assertThat(received).isEmpty();
    }

    @Test
    void aCollectorThatIsAwayDelaysAStopByFiveSecondsAtMost() {
        int port = collector.getAddress().getPort();
        collector.stop(0);
        long start = System.nanoTime();

        tellOfOneRecord(Map.of(ENDPOINT, "http://localhost:" + port + "/v1/traces"));

        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start)).isLessThan(10);
    }

    @Test
    void anEndpointThatIsNoneStopsTheStart() {
        assertThatThrownBy(() -> tellOfOneRecord(Map.of(ENDPOINT, "collector:4317")))
                .hasStackTraceContaining("endpoint must be http");
    }

    private static void tellOfOneRecord(Map<String, Object> settings) {
        try (AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext()) {
            context.getEnvironment()
                    .getPropertySources()
                    .addFirst(new MapPropertySource(
                            "test",
                            Map.of(
                                    "spring.application.name",
                                    "connector-worker",
                                    "certconnect.instance",
                                    "instance-7")));
            context.getEnvironment().getPropertySources().addFirst(new MapPropertySource("more", settings));
            context.register(WorkerConfiguration.class);
            context.refresh();

            ConsumerRecord<byte[], byte[]> record = Requests.raw(0, 0, null, null);
            record.headers().add("traceparent", ("00-" + TRACE + "-00f067aa0ba902b7-01").getBytes(US_ASCII));
            context.getBean(Tracing.class)
                    .of("connector-worker")
                    .done(
                            Instant.now(),
                            new ConsumerRecords<>(
                                    Map.of(FakeKafka.P0, List.of(record)),
                                    Map.of(FakeKafka.P0, new OffsetAndMetadata(1))),
                            1,
                            Map.of(),
                            List.of());
        }
    }
}
