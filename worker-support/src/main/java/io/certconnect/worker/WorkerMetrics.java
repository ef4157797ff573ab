package io.certconnect.worker;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.TopicPartition;

/**
 * What the loops of a worker count: records by group and topic, whatever a batch of several topics shares by group alone.
 * Every meter is there from the start, so that a rate over it sees the first count. Times and sizes have few buckets, the
 * same in every process, so that percentiles can be taken over all of them.
 */
final class WorkerMetrics {

    private static final double[] SIZES = {1, 10, 100, 500, 1000, 2000};
    private static final Duration[] BATCH_TIMES = millis(5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000);
    private static final Duration[] ANSWER_TIMES =
            millis(50, 100, 250, 500, 1000, 2500, 5000, 10_000, 30_000, 60_000, 300_000);

    private final MeterRegistry meters;
    private final Clock clock;
    private final Tags tags;
    private final DistributionSummary batchSize;
    private final Timer working;
    private final Timer publishing;
    private final Timer answering;
    private final Counter published;
    private final Counter aborted;

    WorkerMetrics(MeterRegistry meters, Clock clock, String group, Set<String> topics) {
        this.meters = meters;
        this.clock = clock;
        this.tags = Tags.of("group", group);
        this.batchSize = DistributionSummary.builder("certconnect.worker.batch.size")
                .description("records of a batch")
                .tags(tags)
                .serviceLevelObjectives(SIZES)
                .register(meters);
        this.working = timer("certconnect.worker.batch.work", "up to the end of the database transaction", BATCH_TIMES);
        this.publishing = timer("certconnect.worker.batch.publish", "the Kafka transaction or commit", BATCH_TIMES);
        this.answering = timer(
                "certconnect.worker.answer", "from a record's timestamp to the commit of what it led to", ANSWER_TIMES);
        this.published = meters.counter("certconnect.worker.events.published", tags);
        this.aborted = meters.counter("certconnect.worker.publications.failed", tags);
        topics.forEach(this::countFromNothing);
    }

    private static Duration[] millis(long... limits) {
        return Arrays.stream(limits).mapToObj(Duration::ofMillis).toArray(Duration[]::new);
    }

    private Timer timer(String name, String description, Duration[] buckets) {
        return Timer.builder(name)
                .description(description)
                .tags(tags)
                .serviceLevelObjectives(buckets)
                .register(meters);
    }

    private void countFromNothing(String topic) {
        read(topic);
        kept(topic);
        for (DeadLetterReason reason : DeadLetterReason.values()) {
            deadLetters(topic, reason);
        }
    }

    /** From now on the loops are asked how they are, whenever somebody looks. */
    void watch(List<LoopStatus> loops) {
        gauge("certconnect.worker.loops.wanted", tags, loops, loop -> true);
        gauge("starting", loops, LoopState.Starting.class);
        gauge("running", loops, LoopState.Running.class);
        gauge("holding", loops, LoopState.Holding.class);
        gauge("dead", loops, LoopState.Dead.class);
        gauge("closed", loops, LoopState.Closed.class);
        for (Trouble.Kind kind : Trouble.Kind.values()) {
            Tags trouble = tags.and("trouble", kind.name());
            gauge("certconnect.worker.loops.holding", trouble, loops, loop -> loop.isHoldingFor(kind));
            FunctionCounter.builder("certconnect.worker.failures", loops, all -> failures(all, kind))
                    .description("attempts that failed, by what was away or broken")
                    .tags(trouble)
                    .register(meters);
        }
    }

    private void gauge(String name, List<LoopStatus> loops, Class<? extends LoopState> state) {
        gauge("certconnect.worker.loops", tags.and("state", name), loops, loop -> state.isInstance(loop.state()));
    }

    private void gauge(String name, Tags tags, List<LoopStatus> loops, Predicate<LoopStatus> counted) {
        Gauge.builder(name, loops, all -> all.stream().filter(counted).count())
                .tags(tags)
                .strongReference(true)
                .register(meters);
    }

    private static long failures(List<LoopStatus> loops, Trouble.Kind kind) {
        return loops.stream().mapToLong(loop -> loop.failures(kind)).sum();
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
    void done(
            ConsumerRecords<byte[], byte[]> polled,
            int events,
            List<? extends Arrival<?>> keptRecords,
            List<DeadLetter> letters) {
        long now = clock.millis();
        for (ConsumerRecord<byte[], byte[]> record : polled) {
            if (record.timestamp() != ConsumerRecord.NO_TIMESTAMP) {
                // A producer's clock may be ahead of ours.
                answering.record(Math.max(0, now - record.timestamp()), TimeUnit.MILLISECONDS);
            }
        }
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
