package io.certconnect.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.ConnectRejection;
import io.certconnect.v1.Connected;
import io.certconnect.v1.Remedy;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class WatchEventsTest {

    private static final Instant NOW = Instant.parse("2026-03-14T09:26:53.589Z");
    private static final UUID REQUEST = UUID.fromString("3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");

    @Test
    void showsADecisionPerLineWithWhatHelps() throws Exception {
        Services.send(Services.event("learn-lines", connected("learn-lines")));
        Services.send(Services.event("learn-lines", rejected("learn-lines")));

        Result result = watch("--from-beginning", "--count", "2", "--learn-profile", "learn-lines");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "2026-03-14T09:26:53.589Z  learn-lines  CONNECTED to cert-1  (request " + REQUEST + ")",
                        "2026-03-14T09:26:53.589Z  learn-lines  REJECTED  CERTIFICATION_PROFILE_TAKEN: It is taken."
                                + " Contact support.  (request " + REQUEST + ")");
    }

    @Test
    void showsFromNowOnOnlyWhatIsCommittedAfterwards() throws Exception {
        Services.send(Services.event("learn-now", connected("learn-now")));
        Program program = new Program();
        CompletableFuture<Result> watching = program.start(arguments("--count", "1", "--learn-profile", "learn-now"));
        await().until(() -> program.err().contains("from now on"));
        abort(Services.event("learn-now", rejected("learn-now")));

        Services.send(Services.event("learn-now", alreadyConnected("learn-now")));

        Result result = watching.get(30, TimeUnit.SECONDS);
        assertThat(result.lines()).singleElement().asString().contains("CONNECTED already to cert-1");
    }

    @Test
    void writesEventsAsJsonThatReadsBack() throws Exception {
        ConnectDecided event = rejected("learn-json");
        Services.send(Services.event("learn-json", event));

        Result result = watch("--from-beginning", "--count", "1", "--learn-profile", "learn-json", "--json");

        assertThat(JsonRecords.read(ConnectDecided.class, result.lines().getFirst()))
                .isEqualTo(event);
    }

    @Test
    void saysByItsExitCodeThatFewerCameThanAskedForInTime() {
        assertThat(watch("--count", "1", "--timeout", "300ms", "--learn-profile", "nobody")
                        .exitCode())
                .isEqualTo(1);
        assertThat(watch("--timeout", "300ms", "--learn-profile", "nobody").exitCode())
                .isZero();
    }

    @Test
    void goesOnAfterARecordThatCannotBeReadAndShowsNoControlCharacters() throws Exception {
        Services.send(new ProducerRecord<>(Topic.CONNECT_EVENTS.topicName(), new byte[] {1}, new byte[] {9, 9}));
        Services.send(Services.event("learn-\u001B[2J", connected("learn-\u001B[2J")));

        Result result = watch("--from-beginning", "--count", "1", "--learn-profile", "learn-\u001B[2J");

        assertThat(result.lines()).singleElement().asString().contains("learn-\uFFFD[2J");
        assertThat(result.err()).contains("A record cannot be read: partition");
    }

    private static Result watch(String... arguments) {
        return Program.run(arguments(arguments));
    }

    private static String[] arguments(String... more) {
        return Stream.of(Stream.of("watch", "events"), Stream.of(more), Services.options().stream())
                .flatMap(arguments -> arguments)
                .toArray(String[]::new);
    }

    private static void abort(ProducerRecord<byte[], byte[]> record) {
        try (Producer<byte[], byte[]> producer = Services.producer(Map.of("transactional.id", "watch-events-test"))) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(record);
            producer.flush();
            producer.abortTransaction();
        }
    }

    private static ConnectDecided connected(String learnProfile) {
        return decided(learnProfile, ConnectOutcome.CONNECTED, new Connected("cert-1", NOW, false), null);
    }

    private static ConnectDecided alreadyConnected(String learnProfile) {
        return decided(learnProfile, ConnectOutcome.CONNECTED, new Connected("cert-1", NOW, true), null);
    }

    private static ConnectDecided rejected(String learnProfile) {
        return decided(
                learnProfile,
                ConnectOutcome.REJECTED,
                null,
                new ConnectRejected(
                        ConnectRejection.CERTIFICATION_PROFILE_TAKEN,
                        Remedy.CONTACT_SUPPORT,
                        false,
                        null,
                        "It is taken."));
    }

    private static ConnectDecided decided(
            String learnProfile, ConnectOutcome outcome, Connected connected, ConnectRejected rejected) {
        return new ConnectDecided(UUID.randomUUID(), REQUEST, learnProfile, 7L, NOW, outcome, connected, rejected);
    }
}
