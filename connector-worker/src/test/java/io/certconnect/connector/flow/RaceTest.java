package io.certconnect.connector.flow;

import static io.certconnect.connector.flow.Samples.personal;
import static io.certconnect.connector.flow.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.flow.Books;
import io.certconnect.flow.Group;
import io.certconnect.flow.Warnings;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.local.testing.TestServices;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRejection;
import io.certconnect.v1.ConnectRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Two learners ask for one certification profile at about the same time, and two instances have one request each. */
@Tag("flow")
class RaceTest {

    private static final int PROFILES = 1_000;
    /** Few at a time: in many small batches the instances meet more often than in a few large ones. */
    private static final int WAVE = 20;

    /** Of both instances, each with two loops, as shipped. */
    private static final int MEMBERS = 4;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Connecting connecting = new Connecting();

    @Test
    void givesEachProfileToOneOfTwoLearnersAThousandTimes() {
        try (WorkerInstance one = connecting.startWithAllLoops("one");
                WorkerInstance two = connecting.startWithAllLoops("two")) {
            List<CertificationProfileChanged> profiles = new ArrayList<>();
            List<ConnectRequested> requests = new ArrayList<>();
            for (int i = 0; i < PROFILES; i++) {
                Person first = Person.fresh();
                profiles.add(first.registered());
                requests.add(first.asks());
                requests.add(request(TestServices.fresh("learner"), null, personal(first.account())));
            }
            connecting.register(profiles);
            Group group = connecting.platform().group(Connecting.GROUP);
            await().atMost(PATIENCE).until(() -> group.membersAtWork() == MEMBERS);
            Books books = connecting.openBooks();

            try (Warnings warnings = Warnings.open()) {
                for (int i = 0; i < requests.size(); i += WAVE) {
                    connecting.request(requests.subList(i, i + WAVE));
                }

                assertThat(books.close()).isEqualTo(new Books.Totals(2 * PROFILES, 0, 0, 0));
                assertThat(warnings.seen()).isEmpty();
            }
            assertThat(one.counted("certconnect.decisions")).isPositive();
            assertThat(two.counted("certconnect.decisions")).isPositive();
            assertThat(eventsByProfile(books)).hasSize(PROFILES).allSatisfy((profile, events) -> {
                assertThat(events)
                        .as("of " + profile + ", in the order of their sequence")
                        .extracting(ConnectDecided::getOutcome)
                        .containsExactly(ConnectOutcome.CONNECTED, ConnectOutcome.REJECTED);
                assertThat(events.get(0).getConnected().getAlreadyConnected()).isFalse();
                assertThat(events.get(1).getRejected().getReason())
                        .isEqualTo(ConnectRejection.CERTIFICATION_PROFILE_TAKEN);
            });
        }
    }

    private Map<String, List<ConnectDecided>> eventsByProfile(Books books) {
        Map<String, List<ConnectDecided>> events = new HashMap<>();
        for (ConnectDecided event : connecting.eventsIn(books)) {
            events.computeIfAbsent(profileOf(event), profile -> new ArrayList<>())
                    .add(event);
        }
        events.values().forEach(each -> each.sort(Comparator.comparing(ConnectDecided::getSequence)));
        return events;
    }

    private static String profileOf(ConnectDecided event) {
        return event.getConnected() == null
                ? event.getRejected().getCertificationProfileId()
                : event.getConnected().getCertificationProfileId();
    }
}
