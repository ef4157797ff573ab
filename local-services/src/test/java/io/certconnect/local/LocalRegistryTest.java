package io.certconnect.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.local.LocalRegistry.Settings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("worker")
final class LocalRegistryTest {

    private static final String SCHEMA = "{\"schema\": \"{\\\"type\\\": \\\"string\\\"}\"}";

    @TempDir
    Path folder;

    @Test
    void keepsItsSchemasOverARestartAndLeavesNoProcess() throws Exception {
        String registered;
        ProcessHandle process;
        try (var registry = LocalRegistry.start(new Settings(folder, 0))) {
            registered = send(registry, request(registry).POST(HttpRequest.BodyPublishers.ofString(SCHEMA)));
            process = Processes.ofPidFile(folder.resolve("registry.pid")).orElseThrow();
            assertThat(Processes.runs(process)).isTrue();
        }

        assertThat(Processes.runs(process)).isFalse();
        try (var again = LocalRegistry.start(new Settings(folder, 0))) {
            assertThat(registered).contains("\"id\"");
            assertThat(send(again, request(again).POST(HttpRequest.BodyPublishers.ofString(SCHEMA))))
                    .isEqualTo(registered);
        }
    }

    @Test
    void saysHowItEndedWhenItDoesNotStart() throws Exception {
        try (var registry = LocalRegistry.prepare(new Settings(folder, 0));
                var stranger = new ServerSocket(registry.port(), 1, InetAddress.getByName("127.0.0.1"))) {
            assertThat(stranger.isBound()).isTrue();

            assertThatThrownBy(registry::start)
                    .isInstanceOf(LocalServiceException.class)
                    .hasMessageContainingAll("has ended", "registry.log", String.valueOf(registry.port()));
        }
    }

    @Test
    void saysHowToGetTheRegistryWhenItIsNotThere() {
        String home = System.getProperty(LocalRegistry.HOME_PROPERTY);
        try {
            System.setProperty(LocalRegistry.HOME_PROPERTY, folder.toString());

            assertThatThrownBy(() -> LocalRegistry.start(Settings.temporary()))
                    .isInstanceOf(LocalServiceException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("local-services");
        } finally {
            System.setProperty(LocalRegistry.HOME_PROPERTY, home);
        }
    }

    private static HttpRequest.Builder request(LocalRegistry registry) {
        return HttpRequest.newBuilder(URI.create(registry.url() + "/subjects/notes-value/versions"))
                .header("Content-Type", "application/vnd.schemaregistry.v1+json");
    }

    private static String send(LocalRegistry registry, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString())
                    .body();
        }
    }
}
