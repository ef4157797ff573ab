package io.certconnect.cli.merge;

import io.certconnect.cli.Services;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergePreviewed;
import io.certconnect.v1.MergeRejected;
import io.certconnect.v1.MergeRejection;
import io.certconnect.v1.MergeRequested;
import io.certconnect.v1.Merged;
import io.certconnect.v1.Remedy;
import io.certconnect.v1.Unmerged;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * Stands in for the merge-worker: edges in memory, a fresh plan after every change, one event per request id. Profiles named
 * {@code held-…} are not active, and what is asked of survivors named {@code mute-…} gets no answer until they are released.
 */
final class FakeDecider implements AutoCloseable {

    private static final Instant NOW = Instant.parse("2026-03-14T09:26:53.589Z");

    private final List<MergeRequested> received = new CopyOnWriteArrayList<>();
    private final Set<UUID> decided = ConcurrentHashMap.newKeySet();
    private final Map<String, String> edges = new ConcurrentHashMap<>();
    private final List<MergeRequested> muted = new CopyOnWriteArrayList<>();
    private final Producer<byte[], byte[]> producer = Services.producer(Map.of("linger.ms", 0));
    private final KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(
            Map.of("bootstrap.servers", Services.bootstrap(), "enable.auto.commit", false),
            new ByteArrayDeserializer(),
            new ByteArrayDeserializer());
    private final Thread thread = new Thread(this::work, "fake-decider");
    private volatile boolean closed;
    private volatile boolean mute;

    FakeDecider() {
        String topic = Topic.MERGE_REQUESTS.topicName();
        List<TopicPartition> partitions = List.of(new TopicPartition(topic, 0), new TopicPartition(topic, 1));
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position);
        thread.start();
    }

    /** All requests in the order of their arrival, decided or not. */
    List<MergeRequested> received() {
        return received;
    }

    List<MergeRequested> receivedOf(String survivor) {
        return received.stream()
                .filter(request -> request.getSurvivorId().equals(survivor))
                .toList();
    }

    /** What support asked in a preview changes before it is executed. */
    void changePlans() {
        edges.put("something-" + UUID.randomUUID(), "else");
    }

    void mute(boolean mute) {
        this.mute = mute;
    }

    /** Answers what was asked of the mute ones so far. */
    synchronized void release() {
        muted.forEach(this::answer);
        muted.clear();
    }

    private void work() {
        var decoder = new RecordDecoder<>(MergeRequested.class, Services.registry());
        while (!closed) {
            for (var record : consumer.poll(Duration.ofMillis(50))) {
                MergeRequested request = decoder.decode(record.value());
                received.add(request);
                on(request);
            }
        }
        consumer.close();
    }

    private synchronized void on(MergeRequested request) {
        if (mute || request.getSurvivorId().startsWith("mute-")) {
            muted.add(request);
            return;
        }
        answer(request);
    }

    private void answer(MergeRequested request) {
        if (!decided.add(request.getRequestId())) {
            return;
        }
        producer.send(Services.event(Topic.MERGE_EVENTS, request.getSurvivorId(), decide(request)));
        producer.flush();
    }

    private MergeDecided decide(MergeRequested request) {
        MergeRejected obstacle = obstacle(request);
        List<String> moved = List.of(request.getAbsorbedId());
        if (request.getDryRun()) {
            return event(
                    request,
                    MergeOutcome.PREVIEWED,
                    null,
                    null,
                    new MergePreviewed(
                            plan(), "learn-1", moved, 0, 0, 0, obstacle == null ? null : obstacle.getReason()),
                    null);
        }
        if (obstacle == null
                && request.getPlanHash() != null
                && !request.getPlanHash().equals(plan())) {
            obstacle = rejected(MergeRejection.PLAN_CHANGED, Remedy.PREVIEW_AGAIN, null, "Something has changed.");
        }
        if (obstacle != null) {
            return event(request, MergeOutcome.REJECTED, null, null, null, obstacle);
        }
        if (request.getAction() == MergeAction.MERGE) {
            boolean already = edges.put(request.getAbsorbedId(), request.getSurvivorId()) != null;
            return event(request, MergeOutcome.MERGED, new Merged("learn-1", moved, already), null, null, null);
        }
        edges.remove(request.getAbsorbedId());
        return event(request, MergeOutcome.UNMERGED, null, new Unmerged(null, moved), null, null);
    }

    private MergeRejected obstacle(MergeRequested request) {
        String into = edges.get(request.getAbsorbedId());
        if (request.getAction() == MergeAction.UNMERGE) {
            return request.getSurvivorId().equals(into)
                    ? null
                    : rejected(MergeRejection.NOT_MERGED, Remedy.NONE, null, "It was not merged.");
        }
        String above = edges.get(request.getSurvivorId());
        if (above != null) {
            return rejected(
                    MergeRejection.SURVIVOR_IS_ABSORBED, Remedy.MERGE_INTO_ROOT, above, "The survivor is absorbed.");
        }
        return request.getAbsorbedId().startsWith("held-")
                ? rejected(MergeRejection.PROFILE_NOT_ACTIVE, Remedy.NONE, null, "The absorbed profile is HELD.")
                : null;
    }

    private String plan() {
        return "plan-" + edges.hashCode();
    }

    private static MergeRejected rejected(MergeRejection reason, Remedy remedy, String root, String detail) {
        return new MergeRejected(reason, remedy, false, root, detail);
    }

    private static MergeDecided event(
            MergeRequested request,
            MergeOutcome outcome,
            Merged merged,
            Unmerged unmerged,
            MergePreviewed previewed,
            MergeRejected rejected) {
        return new MergeDecided(
                UUID.randomUUID(),
                request.getRequestId(),
                request.getSurvivorId(),
                request.getAbsorbedId(),
                1L,
                NOW,
                request.getRequestedBy(),
                request.getTicket(),
                outcome,
                merged,
                unmerged,
                previewed,
                rejected);
    }

    @Override
    public void close() throws InterruptedException {
        closed = true;
        thread.join(10_000);
        producer.close();
    }
}
