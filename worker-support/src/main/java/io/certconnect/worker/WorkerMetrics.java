package io.certconnect.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What the loops of a worker count: records by group and topic, whatever a batch of several topics shares by group alone.
 * Every meter is there from the start, so that a rate over it sees the first count.
 */
final class WorkerMetrics {

    private final MeterRegistry meters;
    private final Tags tags;
    private final DistributionSummary batchSize;
    private final Timer working;
    private final Timer publishing;
    private final Counter published;
    private final Counter aborted;

    WorkerMetrics(MeterRegistry meters, String group, Set<String> topics) {
        this.meters = meters;
        this.tags = Tags.of("group", group);
        this.batchSize = meters.summary("certconnect.worker.batch.size", tags);
        this.working = meters.timer("certconnect.worker.batch.work", tags);
        this.publishing = meters.timer("certconnect.worker.batch.publish", tags);
        this.published = meters.counter("certconnect.worker.events.published", tags);
        this.aborted = meters.counter("certconnect.worker.publications.failed", tags);
        topics.forEach(this::countFromNothing);
    }

    private void countFromNothing(String topic) {
        read(topic);
        kept(topic);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters(topic, reason);
        }
    }

    void watch(List<LoopStatus> loops) {
        gauge("certconnect.worker.loops.holding", loops, LoopStatus::isHolding);
        gauge("certconnect.worker.loops.alive", loops, LoopStatus::isAlive);
    }

    private void gauge(String name, List<LoopStatus> loops, Predicate<LoopStatus> counted) {
        Gauge.builder(name, loops, all -> all.stream().filter(counted).count())
                .tags(tags)
                .strongReference(true)
                .register(meters);
    }

    void read(ConsumerRecords<byte[], byte[]> polled) {
        if (polled.isEmpty()) {
            return;
        }
        batchSize.record(polled.count());
        for (TopicPartition partition : polled.partitions()) {
            read(partition.topic()).increment(polled.records(partition).size());
        }
    }

    Outgoing timeWork(Supplier<Outgoing> work) {
        return working.record(work);
    }

    void timePublication(Runnable publication) {
        publishing.record(publication);
    }

    /** After the batch is through, so that a batch that is tried again counts once. */
    void done(int events, List<? extends Arrival<?>> keptRecords, List<DeadLetter> letters) {
        published.increment(events);
        keptRecords.forEach(record -> kept(record.source().topic()).increment());
        letters.forEach(
                letter -> deadLetters(letter.source().topic(), letter.reason()).increment());
    }

    void publicationFailed() {
        aborted.increment();
    }

    private Counter read(String topic) {
        return meters.counter("certconnect.worker.records.read", tags.and("topic", topic));
    }

    private Counter kept(String topic) {
        return meters.counter("certconnect.worker.records.kept", tags.and("topic", topic));
    }

    private Counter deadLetters(String topic, DeadLetterReason reason) {
        return meters.counter("certconnect.worker.dead.letters", tags.and("topic", topic, "reason", reason.name()));
    }
}
