package io.certconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.console.Console;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.merge.MergeWorker;
import io.certconnect.records.RecordsWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * {@code deploy/metrics.txt} is what Prometheus finds: of our own metrics all of them, of those that come with Spring Boot
 * the ones that are listed. {@code deploy/check} holds alerts and dashboards to that list.
 */
@Tag("flow")
class ListedMetricsTest {

    private static final Path LIST = Path.of("..", "deploy", "metrics.txt");
    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final Predicate<String> OURS =
            metric -> metric.startsWith("certconnect_") || metric.startsWith("kafka_consumergroup_");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Platform platform = Platform.get();

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void theConnectorWorkerServesWhatIsListed() {
        ConnectRequested request = new ConnectRequested(
                UUID.randomUUID(),
                "learner-listed",
                List.of(new Account("account-listed", AccountKind.PERSONAL)),
                null,
                now());
        platform.publisher().send(Topic.CONNECT_REQUESTS, List.of(request));

        servesWhatIsListed("connector-worker", ConnectorWorker.application());
    }

    @Test
    void theMergeWorkerServesWhatIsListed() {
        MergeRequested request = new MergeRequested(
                UUID.randomUUID(),
                MergeAction.MERGE,
                "survivor-listed",
                "absorbed-listed",
                "agent",
                "T-1",
                "test",
                false,
                null,
                now());
        platform.publisher().send(Topic.MERGE_REQUESTS, List.of(request));

        servesWhatIsListed("merge-worker", MergeWorker.application());
    }

    @Test
    void theRecordsWorkerServesWhatIsListed() {
        servesWhatIsListed("records-worker", RecordsWorker.application());
    }

    @Test
    void theConsoleServesWhatIsListed() {
        servesWhatIsListed("console", Console.application());
    }

    /** Asks until it does: a decision is counted, and lag measured, some time after the start. */
    private void servesWhatIsListed(String process, SpringApplicationBuilder application) {
        Set<String> listed = listed(process);
        try (WorkerInstance started = WorkerInstance.startServing(application, platform, "listed")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                Set<String> served = served(started.address());
                assertThat(ours(served)).isEqualTo(ours(listed));
                assertThat(served).containsAll(listed);
            });
        }
    }

    private static Set<String> ours(Set<String> metrics) {
        return metrics.stream().filter(OURS).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Name and type of each, as in {@code certconnect_decisions_total counter}. */
    private static Set<String> listed(String process) {
        return lines(LIST)
                .map(line -> line.split(" "))
                .filter(words -> Arrays.asList(words).subList(2, words.length).contains(process))
                .map(words -> words[0] + " " + words[1])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<String> lines(Path list) {
        try {
            return Files.readAllLines(list).stream().filter(line -> !line.isEmpty() && !line.startsWith("#"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Set<String> served(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/prometheus"))
                .timeout(Duration.ofSeconds(10))
                .build();
        String type = "# TYPE ";
        return CLIENT.send(request, BodyHandlers.ofString())
                .body()
                .lines()
                .filter(line -> line.startsWith(type))
                .map(line -> line.substring(type.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }
}
