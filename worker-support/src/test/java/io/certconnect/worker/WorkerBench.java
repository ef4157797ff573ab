package io.certconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.junit.jupiter.api.AfterEach;
import org.springframework.boot.health.contributor.Health;

/** Workers on a real broker, with topics of each test's own. */
abstract class WorkerBench {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    final String group = "group-" + UUID.randomUUID();
    final String topic = "requests-" + UUID.randomUUID();
    final String letters = topic + "-dlt";
    final String events = "events-" + UUID.randomUUID();
    final Requests requests = new Requests();
    final MiniLedger ledger = new MiniLedger(events);
    private final List<Worker<?>> workers = new ArrayList<>();
    private final Set<String> sent = new TreeSet<>();

    @AfterEach
    void closeWorkers() {
        workers.forEach(Worker::close);
    }

    WorkerSettings settings() {
        return WorkerSettings.of(RealKafka.bootstrap(), group)
                .withInstance("one")
                .withBackoff(Duration.ofMillis(20), Duration.ofMillis(200));
    }

    Worker<?> start(WorkerSettings settings) {
        return start(new Worker<>(
                settings,
                Map.of(topic, requests),
                ledger,
                Set.of(events),
                requests.registry,
                new SimpleMeterRegistry()));
    }

    Worker<?> start(Worker<?> worker) {
        workers.add(worker);
        worker.start();
        return worker;
    }

    /** Sends that many requests, each of another learner. */
    void send(int count) {
        // One request at a time: a fresh topic may refuse the first, and those behind it would be out of order for
        // good.
        Map<String, Object> inOrder = Map.of("max.in.flight.requests.per.connection", 1);
        try (KafkaProducer<byte[], byte[]> producer = RealKafka.producer(inOrder)) {
            List<Future<?>> sending = new ArrayList<>();
            for (int each = 0; each < count; each++) {
                String learner = "learner-" + UUID.randomUUID();
                sent.add(learner);
                sending.add(producer.send(requests.from(topic, learner)));
            }
            producer.flush();
            assertThat(sending).allSatisfy(Future::get);
        }
    }

    /** One event for each request, and nothing left to do. */
    void awaitEachAnsweredOnce() {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(RealKafka.lag(group, topic)).isZero());
        assertThat(RealKafka.textsOn(events)).containsExactlyInAnyOrderElementsOf(sent);
    }

    static void awaitRunning(Worker<?> worker) {
        await().atMost(PATIENCE)
                .until(() -> worker.loops().stream().allMatch(loop -> loop.state() instanceof LoopState.Running));
    }

    static Health readiness(Worker<?> worker) {
        return new WorkerReadiness(List.of(worker)).health();
    }
}
