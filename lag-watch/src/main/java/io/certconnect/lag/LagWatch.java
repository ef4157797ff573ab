package io.certconnect.lag;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/**
 * Looks, from outside, at how far groups are behind. One look asks each question once for all groups: committed offsets
 * first and ends after them, so that lag is never less than it was. It needs the right to describe the groups and topics,
 * and to read the topics, of which it gets the time of the first record that waits.
 */
public final class LagWatch implements AutoCloseable {

    private static final Duration SEARCH_LIMIT = Duration.ofSeconds(5);
    /** So that 100 groups with 50 partitions each cost less than 1 % of a core, even if all of them lag and move. */
    static final int MOST_READS = 200;

    private final Map<String, Watched> watched = new LinkedHashMap<>();
    private final Admin admin;
    private final Consumer<@Nullable Void, @Nullable Void> consumer;
    private final InstantSource clock;
    private final Cluster cluster;
    private final FirstReadables firstReadables;
    private final Histories histories;
    private final LagWindow window;

    private LagWatch(
            Admin admin,
            Consumer<@Nullable Void, @Nullable Void> consumer,
            Collection<Watched> watched,
            LagWindow window,
            int mostReads,
            InstantSource clock) {
        this.admin = admin;
        this.consumer = consumer;
        this.window = window;
        this.clock = clock;
        this.cluster = new Cluster(admin);
        this.firstReadables = new FirstReadables(consumer, SEARCH_LIMIT, mostReads);
        this.histories = new Histories(window);
        watched.forEach(one -> this.watched.merge(one.group(), one, Watched::and));
    }

    /**
     * Makes the clients; asks nothing yet.
     *
     * @param kafka bootstrap.servers, and security and the like, for both clients
     * @throws KafkaException if that makes no clients
     */
    public static LagWatch open(Map<String, Object> kafka, Collection<Watched> watched, LagWindow window) {
        return open(kafka, watched, window, MOST_READS, InstantSource.system());
    }

    static LagWatch open(
            Map<String, Object> kafka,
            Collection<Watched> watched,
            LagWindow window,
            int mostReads,
            InstantSource clock) {
        Admin admin = LagClients.admin(kafka);
        try {
            return new LagWatch(admin, LagClients.consumer(kafka), watched, window, mostReads, clock);
        } catch (KafkaException e) {
            admin.close(Duration.ZERO);
            throw e;
        }
    }

    /**
     * Looks once; takes as long as the slowest answer, or 10 seconds each for those that do not come.
     *
     * @throws KafkaException if nothing is answered at all
     */
    public synchronized LagReport look() {
        Instant at = clock.instant();
        Reading reading = new Reading(cluster, watched.values(), cluster.groups(watched.keySet()));
        Map<String, GroupReading> groups = new LinkedHashMap<>();
        watched.keySet().forEach(group -> groups.put(group, reading.group(group)));
        firstReadables.saw(Reading.extents(groups.values()), at.toEpochMilli());
        String unread = firstReadables.search(Reading.waiting(groups.values()), reading.ends(), at.toEpochMilli());
        histories.begin(at);
        if (reading.knowsEveryTopic()) {
            Set<Uuid> topics = reading.topicIds();
            histories.keep(topics);
            firstReadables.keep(topics);
        }
        Judging judging = new Judging(firstReadables, histories, window, clock.millis());
        List<GroupLag> lags = new ArrayList<>();
        groups.forEach((group, read) -> lags.add(judging.lagOf(group, read, unread)));
        return new LagReport(at, lags);
    }

    @Override
    public synchronized void close() {
        consumer.close();
        admin.close(Duration.ofSeconds(1));
    }
}
