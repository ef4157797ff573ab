package io.certconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;

/** A worker as a Spring application has it. */
@Tag("worker")
class WorkerConfigurationTest extends WorkerBench {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @Test
    void runsTheWorkersOfTheContextAndTellsHowTheyAre() {
        RealKafka.create(topic, letters, events);
        send(3);
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(WorkerConfiguration.class);
        context.registerBean("requests", Worker.class, this::worker);

        context.refresh();
        try (context) {
            awaitEachAnsweredOnce();
            HealthIndicator readiness = context.getBean("workerReadinessHealthIndicator", HealthIndicator.class);
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> readiness.health().getStatus().equals(Status.UP));
            assertThat(meters.get("certconnect.worker.events.published")
                            .counter()
                            .count())
                    .isEqualTo(3);
            assertThat(loops("running")).isEqualTo(1);
        }

        assertThat(loops("running")).isZero();
        assertThat(loops("closed")).isEqualTo(1);
    }

    @Test
    void isDeadToLivenessOnceAnErrorEndedALoop() {
        RealKafka.create(topic, letters, events);
        Worker<?> worker = start(settings());
        awaitRunning(worker);
        HealthIndicator liveness = new WorkerLiveness(List.of(worker));
        ledger.before(batch -> {
            throw new OutOfMemoryError("not really");
        });

        send(1);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> liveness.health().getStatus().equals(Status.DOWN));
        assertThat(readiness(worker).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        assertThat(liveness.health().getDetails().toString()).contains("OutOfMemoryError");
    }

    @Test
    void isNotReadyWhileItHoldsAndSaysWhy() {
        RealKafka.create(topic, letters, events);
        Worker<?> worker = start(settings());
        awaitRunning(worker);
        ledger.before(batch -> {
            throw new IllegalStateException("the database is away");
        });

        send(1);

        await().atMost(Duration.ofSeconds(20))
                .until(() -> readiness(worker).getStatus().equals(Status.OUT_OF_SERVICE));
        assertThat(readiness(worker).getDetails().toString()).contains("holding since", "WORK (IllegalStateException");
        assertThat(new WorkerLiveness(List.of(worker)).health().getStatus()).isEqualTo(Status.UP);
    }

    private double loops(String state) {
        return meters.get("certconnect.worker.loops")
                .tag("state", state)
                .gauge()
                .value();
    }

    private Worker<?> worker() {
        return new Worker<>(settings(), Map.of(topic, requests), ledger, Set.of(events), requests.registry, meters);
    }
}
