package io.certconnect.connector.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.flow.Books;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a worker needs is away: it says so, waits, and decides everything afterwards. */
@Tag("flow")
class OutageTest {

    private static final Duration OUTAGE = Duration.ofSeconds(Integer.getInteger("certconnect.outage", 20));
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int WAVE = 300;

    private final Connecting connecting = new Connecting();
    private final Platform platform = connecting.platform();

    @Test
    @Timeout(120)
    void waitsForADatabaseThatGoesAwayInTheMiddle() {
        try (WorkerInstance worker = connecting.start("one").ready()) {
            List<ConnectRequested> requests = requestsOfRegisteredPeople(3 * WAVE);
            Books books = connecting.openBooks();

            connecting.request(requests.subList(0, WAVE));
            platform.stopDatabase();
            Instant away = Instant.now();
            try {
                connecting.request(requests.subList(WAVE, 2 * WAVE));
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(worker.readiness())
                        .satisfies(OutageTest::saysThatTheDatabaseIsAway));
                await().atMost(OUTAGE.plus(PATIENCE)).until(() -> Instant.now().isAfter(away.plus(OUTAGE)));
                assertThat(worker.readiness()).satisfies(OutageTest::saysThatTheDatabaseIsAway);
                connecting.request(requests.subList(2 * WAVE, 3 * WAVE));
                assertThat(books.deadLetters()).isEmpty();
            } finally {
                platform.startDatabase();
            }

            worker.ready();
            assertThat(books.close()).isEqualTo(new Books.Totals(3 * WAVE, 0, 0, 0));
        }
    }

    private static void saysThatTheDatabaseIsAway(WorkerInstance.Readiness readiness) {
        assertThat(readiness.ready()).isFalse();
        assertThat(readiness.details().get("db")).startsWith("DOWN");
        assertThat(readiness.details().get("workerReadiness")).contains("holding since", "WORK");
    }

    @Test
    void waitsForARegistryThatIsAwayAtTheStart() {
        List<ConnectRequested> requests = new ArrayList<>();
        for (int i = 0; i < WAVE; i++) {
            requests.add(Person.fresh().asks());
        }
        Books books = connecting.openBooks();
        connecting.request(requests);

        platform.stopRegistry();
        try (WorkerInstance worker = connecting.start("one")) {
            try {
                await().atMost(PATIENCE).untilAsserted(() -> assertThat(
                                worker.readiness().details().get("workerReadiness"))
                        .startsWith("OUT_OF_SERVICE")
                        .contains("holding since", "REGISTRY"));
                assertThat(books.deadLetters()).isEmpty();
            } finally {
                platform.startRegistry();
            }

            worker.ready();
            assertThat(books.close()).isEqualTo(new Books.Totals(WAVE, 0, 0, 0));
        }
    }

    private List<ConnectRequested> requestsOfRegisteredPeople(int number) {
        List<CertificationProfileChanged> profiles = new ArrayList<>();
        List<ConnectRequested> requests = new ArrayList<>();
        for (int i = 0; i < number; i++) {
            Person person = Person.fresh();
            profiles.add(person.registered());
            requests.add(person.asks());
        }
        connecting.register(profiles);
        return requests;
    }
}
