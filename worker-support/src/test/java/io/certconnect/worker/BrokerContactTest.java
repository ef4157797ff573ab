package io.certconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.health.contributor.Status;

/** A worker waits for what is not there yet, and says what it waits for. */
@Tag("worker")
class BrokerContactTest extends WorkerBench {

    @Test
    void waitsForMissingTopicsNamesThemAndMakesNone() {
        RealKafka.create(topic);

        Worker<?> worker = start(settings());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(readiness(worker).getDetails().toString())
                        .contains("TOPIC_MISSING", letters, events)
                        .doesNotContain("missing [" + topic));
        assertThat(readiness(worker).getStatus()).isEqualTo(Status.OUT_OF_SERVICE);
        RealKafka.create(letters, events);
        send(5);
        awaitEachAnsweredOnce();
    }

    @Test
    void outlivesABrokerThatIsAwayAtTheStart() {
        RealKafka.create(topic, letters, events);
        send(5);
        RealKafka.broker().stop();
        try {
            Worker<?> worker = start(settings());

            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                            readiness(worker).getDetails().toString())
                    .contains("BROKER"));
            assertThat(new WorkerLiveness(List.of(worker)).health().getStatus()).isEqualTo(Status.UP);
        } finally {
            RealKafka.broker().start();
        }

        awaitEachAnsweredOnce();
    }
}
