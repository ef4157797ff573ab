package io.certconnect.connector.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.flow.Platform;
import io.certconnect.flow.Publisher;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.ProfileStatus;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The log of a worker as containers have it: a process of its own, with the settings it is shipped with. */
@Tag("flow")
class StructuredLogTest {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final JsonMapper JSON = JsonMapper.shared();

    private static final String NAME = "Ada-Lovelace-the-Countess";
    private static final String EMAIL = "ada.lovelace@example.org";
    private static final String ACCOUNT = "account-that-is-hers-alone";
    private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final Platform platform = Platform.get();

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void everyLineIsEcsWithIdsAndNoneNamesAPerson() throws Exception {
        Path log = folder.resolve("worker.log");
        Process worker = start(log);
        try {
            await().atMost(PATIENCE).until(() -> has(log, line -> line.contains("Started ConnectorWorker")));
            rejected();
            deadLettered();
            await().atMost(PATIENCE).until(() -> has(log, line -> line.contains("to the dead letters")));
            failing(log);
        } finally {
            stop(worker);
        }

        List<JsonNode> lines = Files.readAllLines(log).stream()
                .map(line -> JSON.readTree(line))
                .toList();
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.at("/ecs/version").asString()).isNotBlank();
            assertThat(Instant.parse(line.at("/@timestamp").asString())).isBefore(Instant.now());
            assertThat(line.at("/log/level").asString()).isNotBlank();
            assertThat(line.at("/message").asString()).isNotNull();
            assertThat(line.at("/service/name").asString()).isEqualTo("connector-worker");
            assertThat(line.at("/service/node/name").asString()).isEqualTo("logged");
        });
        assertThat(Files.readString(log)).doesNotContainIgnoringCase(NAME, EMAIL, "lovelace", ACCOUNT);

        assertThat(lines)
                .filteredOn(line ->
                        line.at("/certconnect/dead_letter/reason").asString().equals("MALFORMED"))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.at("/certconnect/loop").asString()).startsWith("connector-worker-logged");
                    assertThat(line.at("/certconnect/dead_letter/count").asInt())
                            .isEqualTo(1);
                    assertThat(line.at("/trace/id").asString()).isEqualTo(TRACE);
                });
        assertThat(lines)
                .filteredOn(line -> line.at("/message").asString().contains(" holds: WORK"))
                .first()
                .satisfies(line -> assertThat(line.at("/certconnect/batch").asString())
                        .startsWith(Topic.CERTIFICATION_PROFILES.topicName() + "-")
                        .contains("@", ".."));
    }

    private void rejected() {
        ConnectRequested request = Samples.request(
                TestServices.fresh("learner"), null, Samples.personal(ACCOUNT), Samples.workOrSchool(EMAIL));
        platform.publisher().send(Topic.CONNECT_REQUESTS, List.of(request));
        await().atMost(PATIENCE).until(() -> platform.sql()
                .sql("select count(*) from ledger.decision where request_id = ?")
                .param(request.getRequestId())
                .query(Integer.class)
                .single()
                .equals(1));
    }

    /** Bytes that hold a person's data, under keys that do too; another request under an id that is taken. */
    private void deadLettered() {
        String learner = TestServices.fresh("learner");
        ConnectRequested request = Samples.request(learner, null, Samples.personal(ACCOUNT));
        ConnectRequested reused = ConnectRequested.newBuilder(request)
                .setAccounts(List.of(Samples.personal(EMAIL)))
                .build();
        byte[] good =
                platform.publisher().encoded(Topic.CONNECT_REQUESTS, request).value();
        ProducerRecord<byte[], byte[]> longer =
                Publisher.raw(Topic.CONNECT_REQUESTS, learner, Arrays.copyOf(good, good.length + 1));
        longer.headers().add("traceparent", ("00-" + TRACE + "-00f067aa0ba902b7-01").getBytes(UTF_8));
        platform.publisher().send(Topic.CONNECT_REQUESTS, List.of(request, reused));
        platform.publisher()
                .send(List.of(
                        Publisher.raw(Topic.CONNECT_REQUESTS, EMAIL, (NAME + " " + EMAIL).getBytes(UTF_8)),
                        Publisher.raw(Topic.CONNECT_REQUESTS, EMAIL, good),
                        longer));
    }

    /** The database's own message quotes the row, as it does when a constraint is violated. */
    private void failing(Path log) {
        String profile = TestServices.fresh("profile");
        platform.sql().sql("""
                        create function ledger.refuse() returns trigger language plpgsql as
                        $$ begin raise exception 'refused: %', new using detail = new::text; end $$
                        """).update();
        platform.sql()
                .sql(
                        "create trigger refuse before insert or update on ledger.certification_profile for each row when (new.id = '"
                                + profile + "') execute function ledger.refuse()")
                .update();
        try {
            CertificationProfileChanged news = new CertificationProfileChanged(
                    profile, ACCOUNT, ProfileStatus.ACTIVE, NAME, EMAIL, 1L, Instant.ofEpochMilli(1));
            platform.publisher().send(Topic.CERTIFICATION_PROFILES, List.of(news));
            await().atMost(PATIENCE).until(() -> has(log, line -> line.contains(" holds: WORK")));
        } finally {
            platform.sql().sql("drop function ledger.refuse() cascade").update();
        }
        await().atMost(PATIENCE).until(() -> has(log, line -> line.contains(" goes on after")));
    }

    private static boolean has(Path log, Predicate<String> wanted) throws IOException {
        return Files.readAllLines(log).stream().anyMatch(wanted);
    }

    private Process start(Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                ConnectorWorker.class.getName(),
                "--server.port=0"));
        command.addAll(platform.settings("logged"));
        ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(log.toFile());
        builder.redirectError(folder.resolve("worker.err").toFile());
        builder.environment().put("CLASSPATH", asShipped());
        builder.environment().put("LOGGING_STRUCTURED_FORMAT_CONSOLE", "ecs");
        return builder.start();
    }

    /** Without what configures the log of tests. */
    private static String asShipped() {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !entry.endsWith("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void stop(Process worker) throws InterruptedException {
        worker.destroy();
        if (!worker.waitFor(40, TimeUnit.SECONDS)) {
            worker.destroyForcibly();
        }
    }
}
