package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static io.certconnect.worker.FakeKafka.P1;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.schemas.serde.RecordDecoder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every fault branch, one turn at a time, on a broker in memory. */
@Tag("worker")
class SessionTest {

    private final Requests requests = new Requests();
    private final FakeKafka kafka = new FakeKafka();
    private final MiniLedger ledger = new MiniLedger("connect.events.v1");
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LoopStatus status =
            new LoopStatus("loop-0", Clock.systemUTC(), Duration.ofMillis(1), Duration.ofMillis(4));
    private Session<String> session;

    @BeforeEach
    void start() {
        session = new Session<>(parts(ledger));
    }

    @AfterEach
    void stop() {
        session.close();
    }

    private LoopParts<String> parts(BatchWork<String> work) {
        return new LoopParts<>(
                List.of(Requests.TOPIC),
                kafka,
                new RecordReader<>(new RecordDecoder<>(requests.type(), requests.registry), requests, 10_000),
                work,
                new DeadLetters("connector-worker", "1"),
                status,
                new WorkerMetrics(meters, "connector-worker", Requests.TOPIC));
    }

    @Test
    void publishesOneEventForEachRecordWithTheOffsets() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(requests.at(1, 0, "bob"));
        kafka.append(requests.at(0, 1, "cyd"));
        kafka.assign(P0, P1);

        session.turn();

        assertThat(kafka.publishedTexts()).containsExactlyInAnyOrder("ada", "bob", "cyd");
        assertThat(kafka.committedOn(P0)).isEqualTo(2);
        assertThat(kafka.committedOn(P1)).isEqualTo(1);
        assertThat(status.state()).isInstanceOf(LoopState.Running.class);
    }

    @Test
    void takesOverTheTransactionalIdBeforeItAsksForPartitions() {
        assertThat(kafka.steps).startsWith("initTransactions", "subscribe");
    }
}
