package io.certconnect.cli.send;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.RecordKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("worker")
final class SendTest {

    @TempDir
    Path folder;

    @Test
    void sendsARequestUnderItsKeyAndAsACloudEvent() throws IOException {
        Path file = file(request("learn-sent"));

        Result result = send("connect", file);

        assertThat(result.err()).isEmpty();
        assertThat(result.exitCode()).isZero();
        ConsumerRecord<String, byte[]> sent =
                sentTo(Topic.CONNECT_REQUESTS, "learn-sent").getFirst();
        ConnectRequested request =
                new RecordDecoder<>(ConnectRequested.class, Services.registry()).decode(sent.value());
        assertThat(request.getLearnProfileId()).isEqualTo("learn-sent");
        assertThat(header(sent, "ce_id")).isEqualTo(request.getRequestId().toString());
        assertThat(header(sent, "ce_type")).isEqualTo("io.certconnect.v1.ConnectRequested");
        assertThat(header(sent, "ce_time")).isEqualTo(request.getRequestedAt().toString());
        assertThat(header(sent, "ce_specversion")).isEqualTo("1.0");
        assertThat(header(sent, "ce_source")).isNotEmpty();
        assertThat(header(sent, "content-type")).isEqualTo("application/avro");
        assertThat(result.out())
                .contains("request " + request.getRequestId() + " for Learn profile learn-sent")
                .contains("Sent 1 connection requests to connect.requests.v1");
    }

    @Test
    void sendsAnErasureAsATombstoneAfterTheChangesBeforeIt() throws IOException {
        Path file = file(
                "{\"certificationProfileId\":\"cert-gone\",\"status\":\"ACTIVE\",\"version\":4}",
                "{\"certificationProfileId\":\"cert-gone\",\"erase\":true}");

        Result result = send("profile", file);

        assertThat(result.exitCode()).isZero();
        List<ConsumerRecord<String, byte[]>> sent = sentTo(Topic.CERTIFICATION_PROFILES, "cert-gone");
        assertThat(new RecordDecoder<>(CertificationProfileChanged.class, Services.registry())
                        .decode(sent.get(0).value())
                        .getVersion())
                .isEqualTo(4);
        assertThat(sent.get(1).value()).isNull();
    }

    @Test
    void sendsRecordsAndActivitiesUnderTheProfileTheyAreOf() throws IOException {
        Result record = send(
                "record",
                file("{\"recordId\":\"r\",\"certificationProfileId\":\"cert-recorded\","
                        + "\"badgeRevoked\":{\"badgeId\":\"b\",\"reason\":\"by mistake\"}}"));
        Result activity = send(
                "activity",
                file(
                        "{\"activityId\":\"a\",\"learnProfileId\":\"learn-active\",\"version\":3,"
                                + "\"kind\":\"MODULE\",\"code\":\"m\",\"title\":\"M\",\"completedAt\":\"2026-03-14T09:26:53Z\"}"));

        assertThat(record.out()).contains("record r, version 1, for certification profile cert-recorded");
        assertThat(activity.out()).contains("activity a, version 3, for Learn profile learn-active");
        var recorded = sentTo(Topic.CERTIFICATION_RECORDS, "cert-recorded").getFirst();
        assertThat(new RecordDecoder<>(CertificationRecorded.class, Services.registry())
                        .decode(recorded.value())
                        .getKind())
                .isEqualTo(RecordKind.BADGE_REVOKED);
        assertThat(header(recorded, "ce_id")).isEqualTo("r/1");
        var active = sentTo(Topic.LEARN_ACTIVITY, "learn-active").getFirst();
        assertThat(new RecordDecoder<>(LearnActivityRecorded.class, Services.registry())
                        .decode(active.value())
                        .getTitle())
                .isEqualTo("M");
        assertThat(header(active, "ce_time")).isEqualTo("2026-03-14T09:26:53Z");
    }

    @Test
    void sendsNothingIfAnyLineIsBadAndListsAllOfThemUpToALimit() throws IOException {
        Path file = file(request("learn-innocent"), "{}", "[]", "nonsense");

        Result result =
                Program.run(Services.options(), "send", "connect", "--file", file.toString(), "--max-errors", "2");

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err())
                .contains("line 2: learnProfileId: missing", "line 3: is not a JSON object", "… and 1 more")
                .contains("3 of 4 lines are bad; nothing was sent")
                .doesNotContain("line 4");
        assertThat(sentTo(Topic.CONNECT_REQUESTS, "learn-innocent")).isEmpty();
    }

    @Test
    void skipsBadLinesIfToldToAndSaysSoByItsExitCode() throws IOException {
        Path file = file(request("learn-skipping"), "{}", request("learn-skipping-too"));

        Result result = Program.run(Services.options(), "send", "connect", "--skip-bad", "--file", file.toString());

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("line 2:");
        assertThat(result.out()).contains("Sent 2 connection requests").contains("Skipped 1 bad lines.");
        assertThat(sentTo(Topic.CONNECT_REQUESTS, "learn-skipping")).hasSize(1);
        assertThat(sentTo(Topic.CONNECT_REQUESTS, "learn-skipping-too")).hasSize(1);
    }

    @Test
    void sendsManyLinesWithoutHoldingThemInMemory() throws IOException {
        int count = 20_000;
        List<String> lines = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            lines.add(request("bulk-" + i));
        }
        Path file = folder.resolve("bulk.jsonl");
        Files.write(file, lines);

        Result result = send("connect", file);

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).startsWith("Sent 20,000 connection requests");
        assertThat(Services.read(Topic.CONNECT_REQUESTS).stream()
                        .map(ConsumerRecord::key)
                        .filter(key -> key.startsWith("bulk-"))
                        .distinct())
                .hasSize(count);
    }

    @Test
    void namesASchemaThatTheRegistryDoesNotHaveAndSendsNothing() throws IOException {
        Path file = file(request("learn-unregistered"));

        Result result = Program.run(
                "send",
                "connect",
                "--file",
                file.toString(),
                "--bootstrap",
                Services.bootstrap(),
                "--registry",
                "mock://empty");

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("mock://empty (--registry)", "io.certconnect.v1.ConnectRequested");
        assertThat(sentTo(Topic.CONNECT_REQUESTS, "learn-unregistered")).isEmpty();
    }

    private static Result send(String kind, Path file) {
        return Program.run(Services.options(), "send", kind, "--file", file.toString());
    }

    private Path file(String... lines) throws IOException {
        return Files.write(folder.resolve("lines.jsonl"), List.of(lines));
    }

    private static String request(String learnProfile) {
        return "{\"learnProfileId\":\"" + learnProfile
                + "\",\"accounts\":[{\"accountId\":\"zoe\",\"kind\":\"PERSONAL\"}]}";
    }

    private static List<ConsumerRecord<String, byte[]>> sentTo(Topic topic, String key) {
        return Services.read(topic).stream()
                .filter(record -> record.key().equals(key))
                .toList();
    }

    private static String header(ConsumerRecord<?, ?> record, String name) {
        return new String(record.headers().lastHeader(name).value(), UTF_8);
    }
}
