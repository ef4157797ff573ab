package io.certconnect.cli.explain;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.ConnectRejection;
import io.certconnect.v1.Remedy;
import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

@Tag("worker")
final class ExplainTest {

    private static final UUID EVENT = UUID.fromString("c2a1b0d9-1e2f-5a3b-8c4d-6e5f7a8b9c0d");
    private static final Instant NOW = Instant.parse("2026-03-14T09:26:53.589Z");
    private static final PGSimpleDataSource LEDGER = new PGSimpleDataSource();

    @BeforeAll
    static void prepareLedger() {
        LEDGER.setURL(TestServices.freshDatabase());
        LEDGER.setUser(TestServices.database().user());
        LEDGER.setPassword(TestServices.database().password());
        Schema.migrate(LEDGER);
    }

    @Test
    void tellsTheRuleTheFactsAndWhatHelps() throws Exception {
        UUID request = UUID.randomUUID();
        store(rejection(request));

        Result result = explain(request);

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.lines())
                .contains(
                        "Request " + request + " (connect): NO_PERSONAL_ACCOUNT",
                        "  Learn profile   learn-1",
                        "  Why             There is no personal account.",
                        "  To succeed      Add the personal account to the Learn profile, then ask again.",
                        "  Again           Sending the same again will not help.",
                        "  Rule            ALIGNMENT: A personal account of the Learn profile must lead to one"
                                + " certification profile: the one named, if any.",
                        "  Decided at      2026-03-14T09:26:53.589Z",
                        "  What it saw     taken: no",
                        "                  candidates: cert-1, cert-2",
                        "                  personal accounts: 0",
                        "  Source          connect.requests.v1, partition 3, offset 42",
                        "  Event           " + EVENT + ", sequence 7");
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        UUID request = UUID.randomUUID();
        store(rejection(request));

        JsonNode json = new ObjectMapper().readTree(explain(request, "--json").out());

        assertThat(json.get("state").textValue()).isEqualTo("DECIDED");
        assertThat(json.get("rule").textValue()).isEqualTo("ALIGNMENT");
        assertThat(json.at("/facts/personalAccounts").intValue()).isZero();
        assertThat(json.at("/source/offset").longValue()).isEqualTo(42);
        assertThat(json.at("/event/rejected/remedy").textValue()).isEqualTo("ADD_PERSONAL_ACCOUNT");
        assertThat(json.at("/event/rejected/retryable").booleanValue()).isFalse();
    }

    @Test
    void tellsADecisionWithoutItsEventIfTheRegistryIsAway() throws Exception {
        UUID request = UUID.randomUUID();
        store(rejection(request));

        Result result = Program.run(database(), "explain", request.toString(), "--registry", "http://localhost:1");

        assertThat(result.exitCode()).isZero();
        assertThat(result.err()).contains("http://localhost:1 (--registry)");
        assertThat(result.out()).contains("NO_PERSONAL_ACCOUNT", "ALIGNMENT");
    }

    @Test
    void tellsThatARecordIsKept() throws Exception {
        UUID request = UUID.randomUUID();
        try (Connection connection = LEDGER.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into ledger.kept_record (topic, partition, "offset", value, reason)
                        values ('connect.requests.v1', 1, ?, ?, 'an account of an unknown kind')
                        """)) {
            insert.setLong(1, 5);
            insert.setBytes(2, ("\u0001$" + request.toString().toUpperCase(Locale.ROOT) + "\u0002").getBytes(UTF_8));
            insert.executeUpdate();
        }

        Result result = explain(request);

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("is not decided: its record is kept")
                .contains("an account of an unknown kind")
                .contains("connect.requests.v1, partition 1, offset 5");
    }

    @Test
    void tellsThatARecordIsADeadLetterThoughItCannotBeDecoded() throws Exception {
        UUID request = UUID.randomUUID();
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>(
                Topic.CONNECT_REQUESTS.deadLetters(), new byte[] {1}, ("\u0009" + request + "…").getBytes(UTF_8));
        letter.headers().add("dlt-reason", "WRONG_KEY".getBytes(UTF_8));
        letter.headers().add("dlt-detail", "the key is another".getBytes(UTF_8));
        letter.headers().add("kafka_dlt-original-topic", "connect.requests.v1".getBytes(UTF_8));
        letter.headers()
                .add(
                        "kafka_dlt-original-partition",
                        ByteBuffer.allocate(4).putInt(2).array());
        letter.headers()
                .add(
                        "kafka_dlt-original-offset",
                        ByteBuffer.allocate(8).putLong(77).array());
        Services.send(letter);

        Result result = explain(request);
        JsonNode json = new ObjectMapper().readTree(explain(request, "--json").out());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out())
                .contains("became a dead letter", "WRONG_KEY: the key is another")
                .contains("connect.requests.v1, partition 2, offset 77");
        assertThat(json.get("state").textValue()).isEqualTo("DEAD_LETTER");
        assertThat(json.at("/source/offset").longValue()).isEqualTo(77);
    }

    @Test
    void saysSoIfTimeDidNotSufficeToLookAtAllDeadLetters() throws Exception {
        UUID request = UUID.randomUUID();
        Services.send(new ProducerRecord<>(Topic.CONNECT_REQUESTS.deadLetters(), new byte[] {1}, new byte[] {9}));

        Result result = explain(request, "--search-limit", "0ms");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("some of the dead letters");
    }

    @Test
    void tellsThatNothingWasSeen() {
        Result result = explain(UUID.randomUUID());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).contains("was not seen (yet)", "dead letters", "check the worker's lag");
    }

    @Test
    void tellsThatADatabaseHasNoLedgerOrRefusesTheUser() {
        String empty = TestServices.freshDatabase();
        String user = TestServices.database().user();

        Result noLedger = Program.run(
                "explain",
                UUID.randomUUID().toString(),
                "--database",
                empty,
                "--db-user",
                user,
                "--db-password",
                TestServices.database().password());
        Result refused = Program.run(
                "explain",
                UUID.randomUUID().toString(),
                "--database",
                empty,
                "--db-user",
                user,
                "--db-password",
                "wrong");

        assertThat(noLedger.exitCode()).isEqualTo(3);
        assertThat(noLedger.err())
                .contains(empty + " (--database) has no ledger in it.")
                .doesNotContain("\tat ");
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).contains("refuses the user " + user).doesNotContain("wrong");
    }

    private static Result explain(UUID request, String... more) {
        List<String> options = new ArrayList<>(database());
        options.addAll(Services.options());
        options.addAll(List.of(more));
        return Program.run(options, "explain", request.toString());
    }

    private static List<String> database() {
        return List.of(
                "--database",
                LEDGER.getURL(),
                "--db-user",
                TestServices.database().user(),
                "--db-password",
                TestServices.database().password());
    }

    private static ConnectDecided rejection(UUID request) {
        ConnectRejected rejected = new ConnectRejected(
                ConnectRejection.NO_PERSONAL_ACCOUNT,
                Remedy.ADD_PERSONAL_ACCOUNT,
                false,
                null,
                "There is no personal account.");
        return new ConnectDecided(EVENT, request, "learn-1", 7L, NOW, ConnectOutcome.REJECTED, null, rejected);
    }

    private static void store(ConnectDecided event) throws Exception {
        try (Connection connection = LEDGER.getConnection();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                            source_offset, sequence, event_id, event_key, event, outcome, rule, facts, decided_at)
                        values (?, 'CONNECT', '', 'connect.requests.v1', 3, 42, ?, ?, ?, ?, 'NO_PERSONAL_ACCOUNT',
                            'ALIGNMENT', '{"personalAccounts": 0, "candidates": ["cert-1", "cert-2"], "taken": false}',
                            ?::timestamptz)
                        """)) {
            insert.setObject(1, event.getRequestId());
            insert.setLong(2, event.getSequence());
            insert.setObject(3, event.getEventId());
            insert.setString(4, event.getLearnProfileId());
            insert.setBytes(5, Services.event("learn-1", event).value());
            insert.setString(6, event.getDecidedAt().toString());
            insert.executeUpdate();
        }
    }
}
