package io.certconnect.local;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Apicurio Registry with Confluent's API on loopback, as a child process. Thread-safe.
 *
 * <p>It keeps its schemas in an H2 file of its own, not in {@link LocalDatabase}: so it starts beside the database
 * rather than after it, and an outage of one is not an outage of the other.
 */
public final class LocalRegistry implements Registry {

    /**
     * @param folder where the schemas stay; null for a temporary folder that goes with the registry
     * @param port 0 for a free one
     */
    public record Settings(@Nullable Path folder, int port) {

        public static Settings temporary() {
            return new Settings(null, 0);
        }
    }

    /** The system property that says where the registry was unpacked. */
    public static final String HOME_PROPERTY = "certconnect.registry.home";

    private static final Duration READY_LIMIT = Duration.ofSeconds(60);

    private final DataFolder folder;
    private final Path program;
    private final Path log;
    private final Path pidFile;
    private final int port;
    private boolean closed;

    private LocalRegistry(Settings settings, DataFolder folder) {
        this.folder = folder;
        this.program = program();
        this.log = folder.resolve("registry.log");
        this.pidFile = folder.resolve("registry.pid");
        this.port = Loopback.port(settings.port());
    }

    /**
     * Starts the registry, with the schemas that a former one left in the folder, and waits until it answers. One that
     * outlived its JVM there is stopped first.
     *
     * @throws LocalServiceException if it was not unpacked, the port is taken, the folder is in use or the registry does not start;
     *     nothing is left running then
     */
    public static LocalRegistry start(Settings settings) {
        var registry = prepare(settings);
        try {
            registry.start();
            return registry;
        } catch (RuntimeException e) {
            registry.close();
            throw e;
        }
    }

    /** Takes the folder, stops an orphan there and checks the port, and starts nothing yet. */
    static LocalRegistry prepare(Settings settings) {
        var folder = DataFolder.open(settings.folder(), "registry");
        try {
            var registry = new LocalRegistry(settings, folder);
            registry.stop();
            Loopback.requireFree(settings.port(), "the schema registry", "--registry-port");
            return registry;
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    private static Path program() {
        String home = System.getProperty(HOME_PROPERTY, "");
        Path program = Path.of(home, "quarkus-run.jar");
        if (home.isEmpty() || !Files.exists(program)) {
            throw new LocalServiceException("No registry at " + HOME_PROPERTY + "=" + home
                    + "; unpack it with: mvn -pl local-services process-resources");
        }
        return program.toAbsolutePath();
    }

    @Override
    public String url() {
        return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
    }

    public int port() {
        return port;
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The registry is closed");
        }
        if (server().isPresent()) {
            return;
        }
        Process process = launch();
        try {
            Files.writeString(pidFile, process.pid() + "\n");
            awaitReady(process);
        } catch (IOException e) {
            process.destroyForcibly();
            throw new LocalServiceException("Cannot write " + pidFile, e);
        } catch (RuntimeException e) {
            process.destroyForcibly();
            Processes.awaitEnd(List.of(process.toHandle()));
            throw e;
        }
    }

    private Process launch() {
        var builder = new ProcessBuilder(command());
        builder.environment().putAll(environment());
        builder.redirectErrorStream(true).redirectOutput(log.toFile());
        try {
            return builder.start();
        } catch (IOException e) {
            throw new LocalServiceException("Cannot run " + command(), e);
        }
    }

    private List<String> command() {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        return List.of(
                java.toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                marker(),
                "-jar",
                program.toString());
    }

    /** By this in its command line an orphan is known to be of this folder. */
    private String marker() {
        return "-Dcertconnect.registry.data=" + folder.resolve("schemas");
    }

    private Map<String, String> environment() {
        return Map.of(
                "QUARKUS_HTTP_HOST", "127.0.0.1",
                "QUARKUS_HTTP_PORT", String.valueOf(port),
                "QUARKUS_HTTP_ACCESS_LOG_ENABLED", "false",
                "QUARKUS_MANAGEMENT_HOST", "127.0.0.1",
                "QUARKUS_MANAGEMENT_PORT", String.valueOf(Loopback.port(0)),
                "APICURIO_STORAGE_KIND", "sql",
                "APICURIO_STORAGE_SQL_KIND", "h2",
                // Without a delay, since a schema id that is handed out must not be lost and given to another schema.
                "APICURIO_DATASOURCE_URL", "jdbc:h2:file:" + folder.resolve("schemas") + ";WRITE_DELAY=0");
    }

    private void awaitReady(Process process) {
        var request = HttpRequest.newBuilder(URI.create(url() + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        Instant deadline = Instant.now().plus(READY_LIMIT);
        try (var client = HttpClient.newHttpClient()) {
            while (!answers(client, request)) {
                if (!process.isAlive()) {
                    throw new LocalServiceException("The registry has ended at its start; " + Commands.tail(log));
                }
                if (Instant.now().isAfter(deadline)) {
                    throw new LocalServiceException(
                            "The registry is not ready after " + READY_LIMIT.toSeconds() + " s; " + Commands.tail(log));
                }
                Processes.pause(100);
            }
        }
    }

    private static boolean answers(HttpClient client, HttpRequest request) {
        try {
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServiceException("Interrupted while waiting for the registry", e);
        }
    }

    @Override
    public synchronized void stop() {
        server().ifPresent(server -> {
            server.destroy();
            Processes.awaitEnd(List.of(server));
        });
    }

    /** Stops the registry; its folder goes too if it is temporary. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            stop();
        } finally {
            folder.close();
        }
    }

    /** The registry on this folder, whoever started it. */
    private Optional<ProcessHandle> server() {
        return Processes.ofPidFile(pidFile)
                .filter(process -> Processes.commandLine(process).contains(marker()));
    }
}
