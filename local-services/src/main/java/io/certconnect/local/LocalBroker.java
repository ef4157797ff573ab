package io.certconnect.local;

import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.jspecify.annotations.Nullable;

/**
 * A real one-node Kafka in this JVM, on loopback: broker and controller, without authentication unless its settings say
 * otherwise. Thread-safe.
 */
public final class LocalBroker implements Broker {

    /**
     * @param folder where the log stays; null for a temporary folder that goes with the broker
     * @param port 0 for a free one
     * @param more settings of Kafka's own, laid over those that are here; its clients' listener is called {@link #CLIENTS}
     */
    public record Settings(@Nullable Path folder, int port, Map<String, String> more) {

        public Settings {
            more = Map.copyOf(more);
        }

        public Settings(@Nullable Path folder, int port) {
            this(folder, port, Map.of());
        }

        public static Settings temporary() {
            return new Settings(null, 0);
        }
    }

    /** The name of the listener that clients come in by. */
    public static final String CLIENTS = "CLIENTS";

    private static final String NODE = "1";

    private final DataFolder folder;
    private final Path log;
    private final int port;
    private final Map<String, String> more;
    private @Nullable KafkaRaftServer server;
    private boolean closed;

    private LocalBroker(Settings settings, DataFolder folder) {
        this.folder = folder;
        this.log = folder.resolve("log");
        this.port = Loopback.port(settings.port());
        this.more = settings.more();
    }

    /**
     * Starts the broker, with the log that a former one left in the folder, and waits until it answers.
     *
     * @throws LocalServiceException if the port is taken, the folder is in use or Kafka does not start; nothing is left running then
     */
    public static LocalBroker start(Settings settings) {
        var broker = prepare(settings);
        try {
            broker.start();
            return broker;
        } catch (RuntimeException e) {
            broker.close();
            throw e;
        }
    }

    /** Takes the folder and checks the port, and starts nothing yet. */
    static LocalBroker prepare(Settings settings) {
        QuietLogs.silenceKafka();
        Loopback.requireFree(settings.port(), "Kafka", "--kafka-port");
        return new LocalBroker(settings, DataFolder.open(settings.folder(), "kafka"));
    }

    @Override
    public String bootstrapServers() {
        return "127.0.0.1:" + port;
    }

    public int port() {
        return port;
    }

    /** Starts again what {@link #stop} stopped: same log, same port. Does nothing if it runs. */
    public synchronized void start() {
        if (closed) {
            throw new IllegalStateException("The broker is closed");
        }
        if (server != null) {
            return;
        }
        // A controller that is the only one may move to another port: no other node has to find it.
        var config = new KafkaConfig(settings(Loopback.port(0)), false);
        try {
            format();
            server = new KafkaRaftServer(config, Time.SYSTEM);
            server.startup();
        } catch (Exception e) {
            stop();
            throw new LocalServiceException("Kafka does not start on port " + port + ": " + e.getMessage(), e);
        }
    }

    /** Does what kafka-storage.sh format does; meta.properties is the last file that it writes. */
    private void format() throws Exception {
        if (Files.exists(log.resolve("meta.properties"))) {
            return;
        }
        Files.createDirectories(log);
        new Formatter()
                .setNodeId(Integer.parseInt(NODE))
                .setClusterId(Uuid.randomUuid().toString())
                .setControllerListenerName("CONTROLLER")
                .setDirectories(List.of(log.toString()))
                .setMetadataLogDirectory(log.toString())
                .setFeatureLevel("transaction.version", (short) 2)
                .setPrintStream(new PrintStream(OutputStream.nullOutputStream(), true, StandardCharsets.UTF_8))
                .run();
    }

    private Map<String, String> settings(int controllerPort) {
        var settings = new HashMap<String, String>();
        settings.put("process.roles", "broker,controller");
        settings.put("node.id", NODE);
        settings.put("log.dir", log.toString());
        settings.put("listeners", CLIENTS + "://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", CLIENTS + "://127.0.0.1:" + port);
        settings.put("listener.security.protocol.map", CLIENTS + ":PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("inter.broker.listener.name", CLIENTS);
        settings.put("controller.listener.names", "CONTROLLER");
        settings.put("controller.quorum.voters", NODE + "@127.0.0.1:" + controllerPort);
        settings.put("auto.create.topics.enable", "false");

        // One node has one replica, and few partitions are created and loaded fast.
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("transaction.state.log.num.partitions", "4");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        settings.put("share.coordinator.state.topic.num.partitions", "1");

        // Nobody waits for members that will not come, and tests may ask for short sessions and transactions.
        settings.put("group.initial.rebalance.delay.ms", "0");
        settings.put("group.min.session.timeout.ms", "1000");
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "500");

        // A laptop's share of threads and memory; the cleaner alone would take 128 MB.
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", "4194304");
        settings.put("log.index.size.max.bytes", "1048576");
        settings.putAll(more);
        return settings;
    }

    /** Stops Kafka as an orderly outage would: clients are cut off, the log stays. Does nothing if it does not run. */
    public synchronized void stop() {
        if (server == null) {
            return;
        }
        server.shutdown();
        server.awaitShutdown();
        server = null;
    }

    /** Stops Kafka; its folder goes too if it is temporary. */
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
}
