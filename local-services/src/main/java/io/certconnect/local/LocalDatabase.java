package io.certconnect.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A real PostgreSQL on loopback, as a daemon of its own. Thread-safe. */
public final class LocalDatabase implements Database {

    /**
     * @param folder where the data stays; null for a temporary folder that goes with the database
     * @param port 0 for a free one
     * @param durable whether a commit survives a power cut; without it tests are several times faster, and a kill -9 of
     *     everything still loses nothing
     * @param options more of PostgreSQL's own settings, as {@code shared_buffers=1GB}
     */
    public record Settings(@Nullable Path folder, int port, boolean durable, List<String> options) {

        public Settings(@Nullable Path folder, int port, boolean durable) {
            this(folder, port, durable, List.of());
        }

        public static Settings temporary() {
            return new Settings(null, 0, false);
        }
    }

    private static final String USER = "certconnect";
    private static final String PASSWORD = "certconnect";

    private final DataFolder folder;
    private final Path data;
    private final Path log;
    private final int port;
    private final boolean durable;
    private final List<String> options;
    private boolean closed;

    private LocalDatabase(Settings settings, DataFolder folder) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.log = folder.resolve("postgres.log");
        this.port = Loopback.port(settings.port());
        this.durable = settings.durable();
        this.options = List.copyOf(settings.options());
    }

    /**
     * Starts the database, with the data that a former one left in the folder. A server that outlived its JVM there is
     * stopped first.
     *
     * @throws LocalServiceException if the port is taken, the folder is in use or PostgreSQL does not start; nothing is left running then
     */
    public static LocalDatabase start(Settings settings) {
        var database = prepare(settings);
        try {
            database.start();
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Takes the folder, stops an orphan there and checks the port, and starts nothing yet. */
    static LocalDatabase prepare(Settings settings) {
        var folder = DataFolder.open(settings.folder(), "postgres");
        try {
            var database = new LocalDatabase(settings, folder);
            database.stop();
            Loopback.requireFree(settings.port(), "PostgreSQL", "--postgres-port");
            return database;
        } catch (RuntimeException e) {
            folder.close();
            throw e;
        }
    }

    @Override
    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    @Override
    public String user() {
        return USER;
    }

    @Override
    public String password() {
        return PASSWORD;
    }

    public int port() {
        return port;
    }

    @Override
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The database is closed");
        }
        if (server().isPresent()) {
            return;
        }
        prepareData();
        try {
            run("pg_ctl", "start", "-D", data.toString(), "-w", "-t", "60", "-l", log.toString(), "-o", options());
        } catch (LocalServiceException e) {
            stop();
            throw new LocalServiceException("PostgreSQL does not start on port " + port + "; " + Commands.tail(log), e);
        }
    }

    private void prepareData() {
        try {
            if (!Files.isDirectory(data)) {
                initialise();
            }
            // PostgreSQL believes a stale pid file whenever some process has that number by now.
            Files.deleteIfExists(pidFile());
        } catch (IOException e) {
            throw new LocalServiceException("Cannot prepare " + data, e);
        }
    }

    /** In a folder aside and then renamed, so that a kill half way does not leave data that never starts. */
    private void initialise() throws IOException {
        Path fresh = folder.resolve("data.new");
        if (Files.isDirectory(fresh)) {
            DataFolder.delete(fresh);
        }
        Path password = folder.resolve("password");
        Files.writeString(password, PASSWORD);
        run(
                "initdb",
                "-D",
                fresh.toString(),
                "-U",
                USER,
                "--pwfile=" + password,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--locale=C.UTF-8",
                durable ? "--sync-method=fsync" : "--no-sync");
        Files.delete(password);
        Files.move(fresh, data, StandardCopyOption.ATOMIC_MOVE);
    }

    private String options() {
        var all = new ArrayList<>(List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "timezone=UTC",
                "jit=off",
                "io_method=sync"));
        if (!durable) {
            all.addAll(List.of("fsync=off", "synchronous_commit=off", "full_page_writes=off"));
        }
        all.addAll(options);
        return "-p " + port + " -c " + String.join(" -c ", all);
    }

    @Override
    public synchronized void stop() {
        Optional<ProcessHandle> server = server();
        if (server.isEmpty()) {
            return;
        }
        List<ProcessHandle> all =
                Stream.concat(server.stream(), server.get().descendants()).toList();
        try {
            run("pg_ctl", "stop", "-D", data.toString(), "-m", "fast", "-w", "-t", "20");
        } catch (LocalServiceException tooSlow) {
            all.forEach(ProcessHandle::destroyForcibly);
        }
        Processes.awaitEnd(all);
    }

    /** Stops the server; its folder goes too if it is temporary. */
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

    /** The server on this data, whoever started it. */
    private Optional<ProcessHandle> server() {
        return Processes.ofPidFile(pidFile())
                .filter(process -> Processes.commandLine(process).contains(data.toString()));
    }

    private Path pidFile() {
        return data.resolve("postmaster.pid");
    }

    /** PostgreSQL refuses to run as root, as in most containers; in a user namespace of its own root is nobody. */
    private void run(String program, String... arguments) {
        var command = new ArrayList<String>();
        if (System.getProperty("user.name").equals("root")) {
            command.addAll(List.of("unshare", "--user"));
        }
        command.add(PostgresBinaries.program(program).toString());
        command.addAll(List.of(arguments));
        Commands.run(folder.resolve("commands.log"), command);
    }
}
