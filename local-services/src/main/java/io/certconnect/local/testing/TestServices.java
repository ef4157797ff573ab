package io.certconnect.local.testing;

import io.certconnect.local.Broker;
import io.certconnect.local.Database;
import io.certconnect.local.LocalBroker;
import io.certconnect.local.LocalDatabase;
import io.certconnect.local.LocalRegistry;
import io.certconnect.local.Registry;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;

/**
 * One broker, one database and one registry for all tests of a JVM, each started when it is first asked for and
 * stopped with the JVM. Tests stay apart by fresh databases, topics and subjects; one that needs an outage starts its
 * own service, which is an embedded one whatever the rest runs on.
 */
public final class TestServices {

    /** The system property that says where they run: {@code containers}, or embedded unless it is set. */
    private static final boolean IN_CONTAINERS = "containers".equals(System.getProperty("certconnect.test.services"));

    private static final Shared<Broker> BROKER = new Shared<>(
            () -> IN_CONTAINERS ? new ContainerBroker() : LocalBroker.start(LocalBroker.Settings.temporary()));
    private static final Shared<Database> DATABASE = new Shared<>(
            () -> IN_CONTAINERS ? new ContainerDatabase() : LocalDatabase.start(LocalDatabase.Settings.temporary()));
    private static final Shared<Registry> REGISTRY = new Shared<>(
            () -> IN_CONTAINERS ? new ContainerRegistry() : LocalRegistry.start(LocalRegistry.Settings.temporary()));
    private static final AtomicInteger NEXT = new AtomicInteger(1);

    private TestServices() {}

    public static Broker broker() {
        return BROKER.get();
    }

    public static Database database() {
        return DATABASE.get();
    }

    public static Registry registry() {
        return REGISTRY.get();
    }

    /** The JDBC URL of an empty database; user and password are those of {@link #database}. */
    public static String freshDatabase() {
        return database().createDatabase("test_" + NEXT.getAndIncrement());
    }

    /** The name of a new, empty topic. */
    public static String freshTopic(String prefix, int partitions) {
        String name = fresh(prefix);
        broker().createTopics(List.of(new NewTopic(name, partitions, (short) 1)));
        return name;
    }

    /** A name that no other test of this JVM has, for groups, transactional ids and subjects. */
    public static String fresh(String prefix) {
        return prefix + "-" + NEXT.getAndIncrement();
    }

    private static final class Shared<T extends AutoCloseable> {

        private final Supplier<T> start;
        private @Nullable T service;

        private Shared(Supplier<T> start) {
            this.start = start;
        }

        private synchronized T get() {
            if (service == null) {
                T started = start.get();
                Runtime.getRuntime().addShutdownHook(new Thread(() -> close(started)));
                service = started;
            }
            return service;
        }

        private static void close(AutoCloseable service) {
            try {
                service.close();
            } catch (Exception e) {
                throw new IllegalStateException("Left behind: " + service, e);
            }
        }
    }
}
