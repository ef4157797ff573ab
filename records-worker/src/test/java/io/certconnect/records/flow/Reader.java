package io.certconnect.records.flow;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Whoever asks a worker over HTTP. */
final class Reader implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI worker;

    Reader(URI worker) {
        this.worker = worker;
    }

    HttpResponse<String> get(String path) {
        HttpRequest request =
                HttpRequest.newBuilder(worker.resolve(path)).timeout(PATIENCE).build();
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException("No answer to " + path, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for an answer to " + path, e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
