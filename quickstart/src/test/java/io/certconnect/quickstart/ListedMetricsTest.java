package io.certconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.console.Console;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.merge.MergeWorker;
import io.certconnect.records.RecordsWorker;
import io.certconnect.v1.ConnectRejection;
import io.certconnect.v1.MergeRejection;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final Pattern OUTCOME = Pattern.compile("^certconnect_decisions_total\\{.*outcome=\"([^\"]+)\"");

    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Platform platform = Platform.get();

    @AfterAll
    static void close() {
        CLIENT.close();
    }

    @Test
    void theConnectorWorkerServesWhatIsListed() {
        servesWhatIsListed(
                "connector-worker", ConnectorWorker.application(), outcomes(ConnectRejection.values(), "CONNECTED"));
    }

    @Test
    void theMergeWorkerServesWhatIsListed() {
        servesWhatIsListed(
                "merge-worker",
                MergeWorker.application(),
                outcomes(MergeRejection.values(), "MERGED", "UNMERGED", "PREVIEWED"));
    }

    @Test
    void theRecordsWorkerServesWhatIsListed() {
        servesWhatIsListed("records-worker", RecordsWorker.application(), Set.of());
    }

    @Test
    void theConsoleServesWhatIsListed() {
        servesWhatIsListed("console", Console.application(), Set.of());
    }

    /** All that the contract has, so that a rate sees the first of each. */
    private static Set<String> outcomes(Enum<?>[] rejections, String... others) {
        return Stream.concat(Arrays.stream(rejections).map(Enum::name), Arrays.stream(others))
                .filter(outcome -> !outcome.equals("UNKNOWN"))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /**
     * Asks until it does: lag is measured some time after the start.
     *
     * @param outcomes that decisions are counted by before there is one
     */
    private void servesWhatIsListed(String process, SpringApplicationBuilder application, Set<String> outcomes) {
        Set<String> listed = listed(process);
        try (WorkerInstance started = WorkerInstance.startServing(application, platform, "listed")) {
            await().atMost(PATIENCE).untilAsserted(() -> {
                List<String> scrape = scrape(started.address());
                Set<String> served = served(scrape);
                assertThat(ours(served)).isEqualTo(ours(listed));
                assertThat(served).containsAll(listed);
                assertThat(outcomes(scrape)).isEqualTo(outcomes);
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

    private static List<String> scrape(URI address) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(address.resolve("/actuator/prometheus"))
                .timeout(Duration.ofSeconds(10))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString()).body().lines().toList();
    }

    private static Set<String> served(List<String> scrape) {
        String type = "# TYPE ";
        return scrape.stream()
                .filter(line -> line.startsWith(type))
                .map(line -> line.substring(type.length()))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> outcomes(List<String> scrape) {
        return scrape.stream()
                .map(OUTCOME::matcher)
                .filter(Matcher::find)
                .map(line -> line.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
