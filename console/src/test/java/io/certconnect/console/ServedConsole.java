package io.certconnect.console;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The console as it is shipped, on a port of its own. */
final class ServedConsole implements AutoCloseable {

    private static final JsonMapper JSON = new JsonMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext application;
    private final URI root;

    /** @param settings as {@code key=value} */
    ServedConsole(String servers, String... settings) {
        List<String> arguments = new ArrayList<>(List.of("--server.port=0", "--certconnect.kafka.servers=" + servers));
        for (String setting : settings) {
            arguments.add("--" + setting);
        }
        this.application = Console.application().run(arguments.toArray(String[]::new));
        int port = ((ServletWebServerApplicationContext) application)
                .getWebServer()
                .getPort();
        this.root = URI.create("http://localhost:" + port);
    }

    /** What came back. */
    record Answer(int status, HttpResponse<String> response) {

        JsonNode json() {
            return JSON.readTree(response.body());
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        List<String> lines() {
            return response.body().lines().toList();
        }
    }

    Answer get(String path, String... headers) {
        return send("GET", path, headers);
    }

    Answer send(String method, String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(root.resolve(path))
                .timeout(Duration.ofSeconds(20))
                .method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<String> response = client.send(request.build(), BodyHandlers.ofString());
            return new Answer(response.statusCode(), response);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    <B> B bean(String name, Class<B> type) {
        return application.getBean(name, type);
    }

    @Override
    public void close() {
        application.close();
    }
}
