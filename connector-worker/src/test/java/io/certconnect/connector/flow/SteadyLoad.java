package io.certconnect.connector.flow;

import static org.awaitility.Awaitility.await;

import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Requests at a steady rate, on every partition, and a reader of the answers as they come. A partition that nobody works
 * on for a time shows in how long its requests wait.
 */
final class SteadyLoad implements AutoCloseable {

    private static final Duration BETWEEN = Duration.ofMillis(50);
    /** So many at once that hardly a partition has none of them. */
    private static final int AT_ONCE = 8;

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connecting connecting;
    private final List<Person> people;
    private final Map<UUID, Long> sent = new ConcurrentHashMap<>();
    private final Map<UUID, Long> answered = new ConcurrentHashMap<>();
    private final CompletableFuture<Void> failure = new CompletableFuture<>();
    private final CountDownLatch reading = new CountDownLatch(1);
    private final ScheduledExecutorService upstream = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService downstream = Executors.newSingleThreadExecutor();
    private volatile boolean closed;
    private int next;

    private SteadyLoad(Connecting connecting, List<Person> people) {
        this.connecting = connecting;
        this.people = people;
    }

    /** @param people who ask again and again, by turns */
    static SteadyLoad start(Connecting connecting, List<Person> people) throws InterruptedException {
        SteadyLoad load = new SteadyLoad(connecting, people);
        load.downstream.execute(load.noting(load::readAnswers));
        if (!load.reading.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("nobody reads the answers");
        }
        var unused =
                load.upstream.scheduleAtFixedRate(load.noting(load::ask), 0, BETWEEN.toMillis(), TimeUnit.MILLISECONDS);
        return load;
    }

    private Runnable noting(Runnable work) {
        return () -> {
            try {
                work.run();
            } catch (RuntimeException | Error e) {
                failure.completeExceptionally(e);
                throw e;
            }
        };
    }

    private void ask() {
        List<ConnectRequested> requests = new ArrayList<>();
        for (int i = 0; i < AT_ONCE; i++) {
            ConnectRequested request = people.get(next++ % people.size()).asks();
            requests.add(request);
            sent.put(request.getRequestId(), System.nanoTime());
        }
        connecting.request(requests);
    }

    private void readAnswers() {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers",
                connecting.platform().servers(),
                "isolation.level",
                "read_committed",
                "enable.auto.commit",
                false,
                "fetch.max.wait.ms",
                20);
        try (KafkaConsumer<byte[], byte[]> reader =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (int i = 0; i < Topic.CONNECT_EVENTS.partitions(); i++) {
                partitions.add(new TopicPartition(Topic.CONNECT_EVENTS.topicName(), i));
            }
            reader.assign(partitions);
            reader.seekToEnd(partitions);
            partitions.forEach(reader::position);
            reading.countDown();
            while (!closed) {
                for (ConsumerRecord<byte[], byte[]> event : reader.poll(BETWEEN)) {
                    answered.putIfAbsent(connecting.decoded(event).getRequestId(), System.nanoTime());
                }
            }
        }
    }

    /** Waits until so many more are answered than are now. */
    void awaitAnswers(int more) {
        int enough = answered.size() + more;
        await().atMost(PATIENCE).until(() -> failedOr(answered.size() >= enough));
    }

    /** Sends no more, and waits until all that were sent are answered. Returns how many they are. */
    int stop() throws InterruptedException {
        upstream.shutdown();
        if (!upstream.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException("the last requests are not on the topic");
        }
        await().atMost(PATIENCE).until(() -> failedOr(answered.keySet().containsAll(sent.keySet())));
        return sent.size();
    }

    private boolean failedOr(boolean done) {
        failure.getNow(null);
        return done;
    }

    /** From sending a request to reading its answer; the longest of all. */
    Duration longestWait() {
        return Duration.ofNanos(sent.entrySet().stream()
                .mapToLong(request -> answered.get(request.getKey()) - request.getValue())
                .max()
                .orElseThrow());
    }

    /** The longest time without any answer. */
    Duration longestSilence() {
        List<Long> times = new ArrayList<>(answered.values());
        Collections.sort(times);
        long longest = 0;
        for (int i = 1; i < times.size(); i++) {
            longest = Math.max(longest, times.get(i) - times.get(i - 1));
        }
        return Duration.ofNanos(longest);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        upstream.shutdownNow();
        downstream.shutdown();
        if (!downstream.awaitTermination(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            downstream.shutdownNow();
        }
    }
}
