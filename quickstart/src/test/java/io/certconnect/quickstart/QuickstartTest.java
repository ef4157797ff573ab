package io.certconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.local.LocalServices;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Everything in one JVM, on ports and in a folder of its own. */
@Tag("flow")
class QuickstartTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    @TempDir
    private Path data;

    @Test
    @Timeout(150)
    void theConsoleRunsBesideTheWorkersAndItsAddressIsPrinted() {
        LocalServices services = LocalServices.prepare(data, new LocalServices.Ports(0, 0, 0));
        Progress progress = new Progress(new PrintWriter(new StringWriter()));

        try (Quickstart quickstart = new Quickstart(services, data, new Quickstart.Ports(0, 0), progress);
                HttpClient client = HttpClient.newHttpClient()) {
            quickstart.start();

            assertThat(quickstart.whereEverythingIs()).contains(quickstart.lag());
            await().atMost(PATIENCE).untilAsserted(() -> {
                HttpResponse<String> lag = client.send(
                        HttpRequest.newBuilder(URI.create(quickstart.lag()))
                                .timeout(Duration.ofSeconds(5))
                                .build(),
                        BodyHandlers.ofString());
                assertThat(lag.statusCode()).isEqualTo(200);
                assertThat(lag.body()).contains("connector-worker", "merge-worker", "badge-store");
            });
        }
    }
}
