package io.certconnect.worker;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * What one consumer group of a worker is told. Spring binds it, alone or within a worker's own properties; a bad value
 * stops the start with the key's name. Topics are none of it: the contract names them, so the code does.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param group the consumer group
 * @param instance the name of this process among the worker's, the same after a restart, so that a restart at once ends
 *     what a crash left open; the host's name if blank
 * @param concurrency how many loops this process runs, each with clients of its own
 * @param maxRecordSize key and value together; a larger record becomes a dead letter without being decoded
 * @param maxEventSize how large an event the topics take; heeded by the work, which knows what to do with a larger one
 * @param backoffMin the wait after the first failure; doubles with each
 * @param backoffMax the longest wait
 * @param kafkaProperties security and the like, for every client; what the worker itself sets is refused
 */
public record WorkerSettings(
        String bootstrapServers,
        String group,
        @DefaultValue("") String instance,
        @DefaultValue("1") int concurrency,
        @DefaultValue("256KB") DataSize maxRecordSize,
        @DefaultValue("1000KB") DataSize maxEventSize,
        @DefaultValue("1s") Duration backoffMin,
        @DefaultValue("30s") Duration backoffMax,
        @DefaultValue Map<String, String> kafkaProperties) {

    private static final Pattern SERVERS = Pattern.compile("[^\\s,:]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}");
    private static final Pattern NAME = Pattern.compile("[a-zA-Z0-9._-]{1,200}");
    private static final int MOST_LOOPS = 64;
    /** Half of what the clients can send as one message. */
    private static final DataSize LARGEST = DataSize.ofMegabytes(32);

    private static final Duration LONGEST_BACKOFF = Duration.ofMinutes(1);

    public WorkerSettings {
        require(bootstrapServers != null, "bootstrap-servers", "is missing");
        for (String server : bootstrapServers.split(",", -1)) {
            require(SERVERS.matcher(server.strip()).matches(), "bootstrap-servers", "must be host:port,host:port");
        }
        require(group != null && NAME.matcher(group).matches(), "group", "must match " + NAME);
        instance = instance == null || instance.isBlank() ? hostName() : instance;
        require(NAME.matcher(instance).matches(), "instance", "must match " + NAME);
        require(concurrency >= 1 && concurrency <= MOST_LOOPS, "concurrency", "must be 1 to " + MOST_LOOPS);
        require(isSize(maxRecordSize), "max-record-size", "must be 1B to " + LARGEST);
        require(isSize(maxEventSize), "max-event-size", "must be 1B to " + LARGEST);
        require(backoffMin.isPositive(), "backoff-min", "must be more than nothing");
        require(
                backoffMax.compareTo(backoffMin) >= 0 && backoffMax.compareTo(LONGEST_BACKOFF) <= 0,
                "backoff-max",
                "must be backoff-min to " + LONGEST_BACKOFF.toSeconds() + "s");
        kafkaProperties = Map.copyOf(kafkaProperties);
        kafkaProperties.forEach((key, value) -> {
            require(!KafkaSettings.isOurs(key), "kafka-properties." + key, "is the worker's own to set");
            require(
                    KafkaSettings.isPossible(key, value),
                    "kafka-properties." + key,
                    "has a value that Kafka's clients refuse");
        });
    }

    /** The defaults, for a worker that is wired by hand. */
    public static WorkerSettings of(String bootstrapServers, String group) {
        return new WorkerSettings(
                bootstrapServers,
                group,
                "",
                1,
                DataSize.ofKilobytes(256),
                DataSize.ofKilobytes(1000),
                Duration.ofSeconds(1),
                Duration.ofSeconds(30),
                Map.of());
    }

    public WorkerSettings withInstance(String instance) {
        return new WorkerSettings(
                bootstrapServers,
                group,
                instance,
                concurrency,
                maxRecordSize,
                maxEventSize,
                backoffMin,
                backoffMax,
                kafkaProperties);
    }

    public WorkerSettings withConcurrency(int concurrency) {
        return new WorkerSettings(
                bootstrapServers,
                group,
                instance,
                concurrency,
                maxRecordSize,
                maxEventSize,
                backoffMin,
                backoffMax,
                kafkaProperties);
    }

    public WorkerSettings withBackoff(Duration backoffMin, Duration backoffMax) {
        return new WorkerSettings(
                bootstrapServers,
                group,
                instance,
                concurrency,
                maxRecordSize,
                maxEventSize,
                backoffMin,
                backoffMax,
                kafkaProperties);
    }

    private static boolean isSize(DataSize size) {
        return size.toBytes() >= 1 && size.compareTo(LARGEST) <= 0;
    }

    private static void require(boolean good, String key, String what) {
        if (!good) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException("instance is missing, and this host does not know its own name", e);
        }
    }
}
