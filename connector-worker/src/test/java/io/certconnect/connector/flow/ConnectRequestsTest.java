package io.certconnect.connector.flow;

import static io.certconnect.connector.flow.Samples.personal;
import static io.certconnect.connector.flow.Samples.request;
import static io.certconnect.connector.flow.Samples.workOrSchool;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.connector.rules.ConnectRejection;
import io.certconnect.flow.Books;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.ledger.Decision;
import io.certconnect.local.testing.TestServices;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.ProfileStatus;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** From a request on its topic to the event on its own, and what the ledger keeps of it. */
@Tag("flow")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectRequestsTest {

    private final Connecting connecting = new Connecting();
    private WorkerInstance worker;
    private Books books;

    @BeforeAll
    void startWorker() {
        worker = connecting.start("one").ready();
    }

    @AfterAll
    void stopWorker() {
        worker.close();
    }

    @BeforeEach
    void openBooks() {
        books = connecting.openBooks();
    }

    @Test
    void connectsALearnerToTheCertificationProfileOfTheirAccount() {
        Person person = Person.fresh();
        connecting.register(person.registered());
        ConnectRequested request = person.asks();

        connecting.request(request);

        assertThat(books.close()).isEqualTo(new Books.Totals(1, 0, 0, 0));
        ConnectDecided event = connecting.eventOn(request.getRequestId(), books);
        Decision decision = decisionOn(request);
        assertThat(event.getOutcome()).isEqualTo(ConnectOutcome.CONNECTED);
        assertThat(event.getLearnProfileId()).isEqualTo(person.learnProfile());
        assertThat(event.getSequence()).isEqualTo(decision.sequence());
        assertThat(event.getRejected()).isNull();
        assertThat(event.getConnected().getCertificationProfileId()).isEqualTo(person.certificationProfile());
        assertThat(event.getConnected().getAlreadyConnected()).isFalse();
        assertThat(event.getConnected().getConnectedAt()).isEqualTo(event.getDecidedAt());
        assertThat(decision.outcome()).isEqualTo("CONNECTED");
        assertThat(decision.rule()).isEqualTo("CONNECT");
        assertThat(decision.facts()).contains(person.certificationProfile());
    }

    @Test
    void saysSoWhenTheyWereConnectedBefore() {
        Person person = Person.fresh();
        connecting.register(person.registered());
        ConnectRequested first = person.asks();
        ConnectRequested again = person.asksFor(person.certificationProfile());

        connecting.request(first, again);

        assertThat(books.close()).isEqualTo(new Books.Totals(2, 0, 0, 0));
        ConnectDecided connected = connecting.eventOn(first.getRequestId(), books);
        ConnectDecided event = connecting.eventOn(again.getRequestId(), books);
        assertThat(event.getConnected().getAlreadyConnected()).isTrue();
        assertThat(event.getConnected().getConnectedAt())
                .isEqualTo(connected.getConnected().getConnectedAt());
        assertThat(decisionOn(again).rule()).isEqualTo("CONNECTED_BEFORE");
    }

    @Test
    void tellsCloudEventsReadersWhatItIs() {
        ConnectRequested request = Person.fresh().asks();

        connecting.request(request);

        books.close();
        ConsumerRecord<byte[], byte[]> event = books.events().getFirst();
        assertThat(new String(event.key(), UTF_8)).isEqualTo(request.getLearnProfileId());
        assertThat(headers(event))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "ce_specversion", "1.0",
                        "ce_id", connecting.decoded(event).getEventId().toString(),
                        "ce_source", "/certconnect/connector-worker",
                        "ce_type", "io.certconnect.v1.ConnectDecided",
                        "ce_time", decisionOn(request).decidedAt().toString(),
                        "content-type", "application/avro"));
    }

    @ParameterizedTest
    @EnumSource
    void rejectsAndSaysWhyAndWhatHelps(ConnectRejection reason) {
        ConnectRequested request = requestRejectedFor(reason);

        connecting.request(request);

        books.close();
        ConnectDecided event = connecting.eventOn(request.getRequestId(), books);
        assertThat(event.getOutcome()).isEqualTo(ConnectOutcome.REJECTED);
        assertThat(event.getConnected()).isNull();
        assertThat(event.getRejected().getReason()).hasToString(reason.name());
        assertThat(event.getRejected().getRemedy()).hasToString(reason.remedy().name());
        assertThat(event.getRejected().getRetryable()).isEqualTo(reason.retryable());
        assertThat(event.getRejected().getDetail()).isNotBlank();
        Decision decision = decisionOn(request);
        assertThat(decision.outcome()).isEqualTo(reason.name());
        assertThat(decision.rule()).isEqualTo(ruleBehind(reason));
        assertThat(decision.facts()).startsWith("{");
    }

    private ConnectRequested requestRejectedFor(ConnectRejection reason) {
        Person person = Person.fresh();
        String learner = person.learnProfile();
        return switch (reason) {
            case INVALID_REQUEST -> request(learner, null);
            case CERTIFICATION_PROFILE_UNKNOWN -> person.asksFor(TestServices.fresh("nobody"));
            case LEARN_PROFILE_ALREADY_CONNECTED -> {
                Person other = Person.fresh();
                connecting.register(person.registered(), other.registered());
                connecting.request(person.asks());
                yield person.asksFor(other.certificationProfile());
            }
            case NO_PERSONAL_ACCOUNT -> request(learner, null, workOrSchool(person.account()));
            case ACCOUNT_NOT_PERSONAL -> {
                connecting.register(person.registered());
                yield request(learner, null, workOrSchool(person.account()), personal(TestServices.fresh("account")));
            }
            case ACCOUNT_MISMATCH -> person.asks();
            case SEVERAL_CERTIFICATION_PROFILES -> {
                connecting.register(
                        person.registered(),
                        Samples.profile(TestServices.fresh("profile"), person.account(), ProfileStatus.ACTIVE));
                yield person.asks();
            }
            case CERTIFICATION_PROFILE_NOT_ACTIVE -> {
                connecting.register(person.registered(ProfileStatus.HELD));
                yield person.asks();
            }
            case CERTIFICATION_PROFILE_TAKEN -> {
                connecting.register(person.registered());
                connecting.request(person.asks());
                books.close();
                yield request(TestServices.fresh("learner"), null, personal(person.account()));
            }
        };
    }

    private static String ruleBehind(ConnectRejection reason) {
        return switch (reason) {
            case INVALID_REQUEST -> "VALID_REQUEST";
            case CERTIFICATION_PROFILE_UNKNOWN -> "KNOWN_PROFILE";
            case LEARN_PROFILE_ALREADY_CONNECTED -> "CONNECTED_BEFORE";
            case NO_PERSONAL_ACCOUNT, ACCOUNT_NOT_PERSONAL, ACCOUNT_MISMATCH, SEVERAL_CERTIFICATION_PROFILES ->
                "ALIGNMENT";
            case CERTIFICATION_PROFILE_NOT_ACTIVE -> "ACTIVE_PROFILE";
            case CERTIFICATION_PROFILE_TAKEN -> "FREE_PROFILE";
        };
    }

    private Decision decisionOn(ConnectRequested request) {
        UUID id = request.getRequestId();
        return connecting.platform().ledger().decisions().on(List.of(id)).get(id);
    }

    private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> event) {
        Map<String, String> headers = new TreeMap<>();
        event.headers().forEach(header -> headers.put(header.key(), new String(header.value(), UTF_8)));
        return headers;
    }
}
