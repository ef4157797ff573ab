package io.certconnect.console.lag;

import io.certconnect.lag.LagWindow;
import io.certconnect.lag.Watched;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What measuring lag is told; {@code console.yml} has the defaults.
 *
 * @param bootstrapServers host:port, separated by commas
 * @param interval from one measurement to the next
 * @param looks how many measurements a status is judged by
 * @param staleAfter the age from which a measurement is called stale
 * @param more groups to watch besides the contract's and the dead letters
 * @param kafkaProperties security and the like, for every client
 */
@ConfigurationProperties(prefix = "certconnect.console.lag", ignoreUnknownFields = false)
record LagSettings(
        String bootstrapServers,
        @DefaultValue("15s") Duration interval,
        @DefaultValue("10") int looks,
        @DefaultValue("1m") Duration staleAfter,
        @DefaultValue List<Group> more,
        @DefaultValue Map<String, String> kafkaProperties) {

    private static final Pattern SERVERS = Pattern.compile("[^\\s,:]+:\\d{1,5}|\\[[0-9a-fA-F:.]+]:\\d{1,5}");
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);
    private static final int MOST_LOOKS = 1000;
    private static final String SERVERS_KEY = "bootstrap.servers";

    LagSettings {
        require(bootstrapServers != null, "bootstrap-servers", "is missing");
        for (String server : bootstrapServers.split(",", -1)) {
            require(SERVERS.matcher(server.strip()).matches(), "bootstrap-servers", "must be host:port,host:port");
        }
        require(interval.compareTo(SHORTEST) >= 0 && interval.compareTo(LONGEST) <= 0, "interval", "must be 1s to 10m");
        require(looks >= 3 && looks <= MOST_LOOKS, "looks", "must be 3 to " + MOST_LOOKS);
        require(staleAfter.compareTo(interval) > 0, "stale-after", "must be more than interval");
        more = List.copyOf(more);
        kafkaProperties = Map.copyOf(kafkaProperties);
        require(
                !kafkaProperties.containsKey(SERVERS_KEY),
                "kafka-properties",
                "must leave servers to bootstrap-servers");
    }

    /**
     * A group to watch.
     *
     * @param topics what it reads; none means all that it has committed offsets on
     */
    record Group(String group, @DefaultValue Set<String> topics) {

        Group {
            require(group != null && !group.isBlank(), "more.group", "is missing");
            topics = Set.copyOf(topics);
        }
    }

    List<Watched> watched() {
        List<Watched> all = new ArrayList<>(Watched.catalogue());
        all.add(Watched.deadLetters());
        more.forEach(group -> all.add(new Watched(group.group(), group.topics())));
        return all;
    }

    LagWindow window() {
        return new LagWindow(looks, interval);
    }

    Map<String, Object> kafka() {
        Map<String, Object> kafka = new HashMap<>(kafkaProperties);
        kafka.put(SERVERS_KEY, bootstrapServers);
        return kafka;
    }

    private static void require(boolean good, String key, String what) {
        if (!good) {
            throw new IllegalArgumentException(key + " " + what);
        }
    }
}
