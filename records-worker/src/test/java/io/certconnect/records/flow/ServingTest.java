package io.certconnect.records.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.records.flow.StoreBooks.Totals;
import io.certconnect.stores.Store;
import io.certconnect.v1.CertificationRecorded;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole application, asked over HTTP: while all is well, and while the database is away. */
@Tag("flow")
class ServingTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("certconnect.outage", 5));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int WAVE = 200;

    private final Storing storing = new Storing();
    private final Platform platform = storing.platform();
    private final StoreBooks transcript = storing.openBooks(Store.TRANSCRIPT);
    private final StoreBooks badges = storing.openBooks(Store.BADGE);
    private final String learner = Samples.freshLearner();
    private final String profile = Samples.freshProfile();
    private WorkerInstance worker;
    private Reader reader;

    @BeforeEach
    void start() {
        worker = storing.startServing("one").ready();
        reader = new Reader(worker.address());
        storing.send(Samples.connected(learner, profile));
        storing.send(Samples.exam(profile, "a1"), Samples.awarded(profile, "b1", Samples.NOON, null));
        transcript.settle();
        badges.settle();
    }

    @AfterEach
    void stop() {
        reader.close();
        worker.close();
    }

    @Test
    void answersWhatTheStoresHold() {
        assertThat(ask("transcript")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"entryType\":\"EXAM\"", "\"attemptId\":\"a1\"", profile);
        });
        assertThat(ask("badges")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"badgeId\":\"b1\"", profile);
        });
        assertThat(ask("statistics")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.body()).contains("\"examsPassed\":1");
        });
        assertThat(reader.get("/actuator/health/readiness").statusCode()).isEqualTo(200);
        assertThat(reader.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
        assertThat(reader.get("/actuator/health/serving").statusCode()).isEqualTo(200);
        assertThat(reader.get("/actuator/prometheus").body())
                .contains("certconnect_store_changes_total{outcome=\"written\",store=\"badge\"");
    }

    @Test
    @Timeout(120)
    void saysThatTheDatabaseIsAwayAndStoresAfterwardsWhatCame() {
        sendWave();
        platform.stopDatabase();
        Instant away = Instant.now();
        try {
            sendWave();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(worker.readiness().details().get("workerReadiness"))
                            .contains("transcript-store", "badge-store", "holding since", "WORK"));
            assertThat(reader.get("/actuator/health/readiness")).satisfies(answer -> {
                assertThat(answer.statusCode()).isEqualTo(503);
                assertThat(answer.body()).contains("\"db\":{\"details\"", "refused");
            });
            assertThat(reader.get("/actuator/health/serving").statusCode()).isEqualTo(503);
            assertThat(reader.get("/actuator/health/liveness").statusCode()).isEqualTo(200);
            for (String question : new String[] {"transcript", "badges", "statistics"}) {
                assertThat(ask(question)).satisfies(ServingTest::saysToComeBack);
            }
            await().atMost(OUTAGE.plus(PATIENCE)).until(() -> Instant.now().isAfter(away.plus(OUTAGE)));
            sendWave();
            assertThat(transcript.deadLetters()).isEmpty();
            assertThat(badges.deadLetters()).isEmpty();
        } finally {
            platform.startDatabase();
        }

        worker.ready();
        assertThat(transcript.close()).isEqualTo(new Totals(3 * WAVE + 2, 0, 0, 0, 3 * WAVE + 1));
        assertThat(badges.close()).isEqualTo(new Totals(3 * WAVE + 2, 0, 0, 0, 3 * WAVE + 1));
        assertThat(ask("transcript").statusCode()).isEqualTo(200);
    }

    private static void saysToComeBack(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("5");
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    private HttpResponse<String> ask(String question) {
        return reader.get("/api/learn-profiles/" + learner + "/" + question);
    }

    private void sendWave() {
        List<CertificationRecorded> wave = new ArrayList<>();
        for (int i = 0; i < WAVE; i++) {
            String fresh = Samples.freshProfile();
            wave.add(Samples.exam(fresh, "a1"));
            wave.add(Samples.awarded(fresh, "b1", Samples.NOON, null));
        }
        storing.send(wave.toArray(CertificationRecorded[]::new));
    }
}
