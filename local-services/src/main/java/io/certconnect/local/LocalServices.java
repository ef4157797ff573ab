package io.certconnect.local;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;

/**
 * Broker, database and registry together, as the quickstart runs them: durable, with all data in one folder.
 *
 * <p>They are prepared first and started then, so that a program can put {@link #close} into its shutdown before
 * anything runs.
 */
public final class LocalServices implements AutoCloseable {

    /** On loopback; 0 stands for a free one. */
    public record Ports(int kafka, int registry, int postgres) {

        /** Those that people expect, but for PostgreSQL's: a machine often has one of its own. */
        public static final Ports USUAL = new Ports(9092, 8081, 15432);

        public static final Ports FREE = new Ports(0, 0, 0);
    }

    private final LocalBroker broker;
    private final LocalDatabase database;
    private final LocalRegistry registry;

    private LocalServices(LocalBroker broker, LocalDatabase database, LocalRegistry registry) {
        this.broker = broker;
        this.database = database;
        this.registry = registry;
    }

    /**
     * Takes the folder, stops what a killed JVM left running there, and sees to it that the ports are free.
     *
     * @throws PortTakenException if another program listens on one of them
     * @throws LocalServiceException if the folder is in use, or the registry was not unpacked
     */
    public static LocalServices prepare(Path folder, Ports ports) {
        var broker = LocalBroker.prepare(new LocalBroker.Settings(folder.resolve("kafka"), ports.kafka()));
        try {
            var database = LocalDatabase.prepare(
                    new LocalDatabase.Settings(folder.resolve("postgres"), ports.postgres(), true));
            try {
                var registry =
                        LocalRegistry.prepare(new LocalRegistry.Settings(folder.resolve("registry"), ports.registry()));
                return new LocalServices(broker, database, registry);
            } catch (RuntimeException e) {
                database.close();
                throw e;
            }
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /**
     * Starts all three at once and waits for them.
     *
     * @param progress is told when one is up; called from several threads
     * @throws LocalServiceException if one does not start; the others are stopped then
     */
    public void start(Consumer<String> progress) {
        var starts = List.of(
                starting("PostgreSQL", database::start, progress),
                starting("Kafka", broker::start, progress),
                starting("The schema registry", registry::start, progress));
        try {
            CompletableFuture.allOf(starts.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            close();
            throw e.getCause() instanceof LocalServiceException cause ? cause : e;
        }
    }

    private static CompletableFuture<Void> starting(String name, Runnable start, Consumer<String> progress) {
        var done = new CompletableFuture<Void>();
        Thread.ofPlatform().name("start " + name).start(() -> {
            Instant begin = Instant.now();
            try {
                start.run();
                double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
                progress.accept(String.format(Locale.ROOT, "%s is up (%.1f s)", name, seconds));
                done.complete(null);
            } catch (Throwable e) {
                done.completeExceptionally(e);
            }
        });
        return done;
    }

    public LocalBroker broker() {
        return broker;
    }

    public LocalDatabase database() {
        return database;
    }

    public LocalRegistry registry() {
        return registry;
    }

    /** Stops whatever runs, one after the other even if one fails. */
    @Override
    public void close() {
        try {
            registry.close();
        } finally {
            try {
                database.close();
            } finally {
                broker.close();
            }
        }
    }
}
