package io.certconnect.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** What the loops of a worker count, by group and topic. */
final class WorkerMetrics {

    private final MeterRegistry meters;
    private final Tags tags;
    private final Counter read;
    private final DistributionSummary batchSize;
    private final Timer working;
    private final Timer publishing;
    private final Counter kept;
    private final Counter published;
    private final Counter aborted;

    WorkerMetrics(MeterRegistry meters, String group, String topic) {
        this.meters = meters;
        this.tags = Tags.of("group", group, "topic", topic);
        this.read = meters.counter("certconnect.worker.records.read", tags);
        this.batchSize = meters.summary("certconnect.worker.batch.size", tags);
        this.working = meters.timer("certconnect.worker.batch.work", tags);
        this.publishing = meters.timer("certconnect.worker.batch.publish", tags);
        this.kept = meters.counter("certconnect.worker.records.kept", tags);
        this.published = meters.counter("certconnect.worker.events.published", tags);
        this.aborted = meters.counter("certconnect.worker.publications.failed", tags);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters(reason);
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

    void read(int records) {
        if (records > 0) {
            read.increment(records);
            batchSize.record(records);
        }
    }

    Outgoing timeWork(Supplier<Outgoing> work) {
        return working.record(work);
    }

    void timePublication(Runnable publication) {
        publishing.record(publication);
    }

    /** After the batch is through, so that a batch that is tried again counts once. */
    void done(int events, int keptRecords, List<DeadLetter> letters) {
        published.increment(events);
        kept.increment(keptRecords);
        letters.forEach(letter -> deadLetters(letter.reason()).increment());
    }

    void publicationFailed() {
        aborted.increment();
    }

    private Counter deadLetters(DeadLetterReason reason) {
        return meters.counter("certconnect.worker.dead.letters", tags.and("reason", reason.name()));
    }
}
