package io.certconnect.worker;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/**
 * Looks now and then whether the broker answers and has the topics, since a consumer says nothing when it has neither.
 * Asks with an admin client, which never makes a topic by asking; a producer can.
 */
final class BrokerContact implements AutoCloseable {

    private static final Duration INTERVAL = Duration.ofSeconds(10);

    /** What is amiss; since when. */
    record Amiss(Instant since, Trouble trouble) {}

    private final Supplier<Admin> admins;
    private final Set<String> topics;
    private final Clock clock;
    private final ScheduledExecutorService watch;
    private @Nullable Admin admin;
    private volatile @Nullable Amiss amiss;

    BrokerContact(Supplier<Admin> admins, Set<String> topics, Clock clock, String name) {
        this.admins = admins;
        this.topics = topics;
        this.clock = clock;
        this.watch = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name(name).daemon().factory());
    }

    void start() {
        var unused = watch.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** What is amiss as of the last look; null if nothing is. */
    @Nullable
    Amiss amiss() {
        return amiss;
    }

    private void look() {
        try {
            requireTopics();
        } catch (RuntimeException noted) {
            // It is in amiss.
        }
    }

    /** Looks now. Throws if the broker does not answer, or a topic is missing. */
    synchronized void requireTopics() {
        try {
            Set<String> missing = missing();
            if (!missing.isEmpty()) {
                throw new TopicMissingException(missing);
            }
            amiss = null;
        } catch (RuntimeException failure) {
            Trouble trouble = Trouble.inLoop(failure);
            Amiss before = amiss;
            boolean same = before != null && before.trouble().equals(trouble);
            amiss = same ? before : new Amiss(clock.instant(), trouble);
            throw failure;
        }
    }

    private Set<String> missing() {
        if (admin == null) {
            admin = admins.get();
        }
        Map<String, KafkaFuture<TopicDescription>> asked =
                admin.describeTopics(topics).topicNameValues();
        Set<String> missing = new TreeSet<>();
        for (Map.Entry<String, KafkaFuture<TopicDescription>> topic : asked.entrySet()) {
            if (!exists(topic.getValue())) {
                missing.add(topic.getKey());
            }
        }
        return missing;
    }

    private static boolean exists(KafkaFuture<TopicDescription> description) {
        try {
            description.get();
            return true;
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnknownTopicOrPartitionException) {
                return false;
            }
            throw e.getCause() instanceof KafkaException kafka ? kafka : new KafkaException(e.getCause());
        }
    }

    @Override
    public void close() {
        watch.shutdownNow();
        synchronized (this) {
            if (admin != null) {
                admin.close(Duration.ofSeconds(1));
                admin = null;
            }
        }
    }
}
