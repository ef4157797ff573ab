package io.certconnect.worker;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Reads topics again, apart from any consumer group, to rebuild a store from them. Reads records as the worker does, so
 * the store comes out the same. Publishes nothing: events and dead letters left when the records were first worked on.
 *
 * @param <R> what the records mean to the store
 */
public final class Replay<R> {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final RecordReader<R> reader;
    private final Supplier<? extends Consumer<byte[], byte[]>> consumers;
    private final Duration patience;

    /**
     * @param intakes by topic
     * @param consumers of clients that are {@code read_committed}, without a group, without auto-commit, and with
     *     {@code auto.offset.reset=none}, since any other would hide that retention was faster; each is closed here
     * @param maxRecordBytes as the worker's: key and value together, in bytes
     */
    public Replay(
            Map<String, Intake<?, R>> intakes,
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            SchemaRegistryClient registry,
            long maxRecordBytes) {
        this(intakes, consumers, registry, maxRecordBytes, PATIENCE);
    }

    /** @param patience how long no partition may get on before the replay fails */
    Replay(
            Map<String, Intake<?, R>> intakes,
            Supplier<? extends Consumer<byte[], byte[]>> consumers,
            SchemaRegistryClient registry,
            long maxRecordBytes,
            Duration patience) {
        this.reader = new RecordReader<>(intakes, registry, maxRecordBytes);
        this.consumers = consumers;
        this.patience = patience;
    }

    /** A replay of what a worker of these settings works on. */
    public static <R> Replay<R> of(
            WorkerSettings settings, Map<String, Intake<?, R>> intakes, SchemaRegistryClient registry) {
        KafkaSettings kafka = new KafkaSettings(settings);
        return new Replay<>(
                intakes,
                () -> new KafkaConsumer<>(kafka.replay()),
                registry,
                settings.maxRecordSize().toBytes());
    }

    /**
     * Has every committed record worked on whose offset is in the range of its partition, in the order of each
     * partition. Ends when all ranges are read, though they may end in markers of transactions or in aborted records.
     *
     * <p>Whatever the work throws ends the replay, as does a registry that is away; so does a broker that is away or a
     * transaction that stays open, once no partition has got on for 30 seconds.
     *
     * @param from by partition, the first offset to read
     * @param to by partition, the offset to stop before; the same partitions as in {@code from}
     * @param work called from this thread; its batches tell of no publication, and what it returns goes nowhere
     * @param progress told, at the start and after each batch, how many of the offsets asked for are done in all
     * @throws TimeoutException if nothing got on; names partitions and positions
     */
    public Replayed replay(
            Map<TopicPartition, Long> from, Map<TopicPartition, Long> to, BatchWork<R> work, LongConsumer progress) {
        Ranges ranges = new Ranges(from, to);
        for (TopicPartition partition : from.keySet()) {
            if (!reader.topics().contains(partition.topic())) {
                throw new IllegalArgumentException("no intake for " + partition);
            }
        }
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            return new Run(consumer, ranges).readAll(work, progress);
        }
    }

    /** One replay, from one consumer. */
    private final class Run {

        private final Consumer<byte[], byte[]> consumer;
        private final Ranges ranges;
        private final Map<TopicPartition, Long> missing = new HashMap<>();
        private long read;
        private long kept;
        private long unreadable;

        private Run(Consumer<byte[], byte[]> consumer, Ranges ranges) {
            this.consumer = consumer;
            this.ranges = ranges;
        }

        private Replayed readAll(BatchWork<R> work, LongConsumer progress) {
            Set<TopicPartition> wanted = ranges.unfinished();
            consumer.assign(wanted);
            wanted.forEach(partition -> consumer.seek(partition, ranges.position(partition)));
            skipMissing(wanted);
            leaveFinished();
            progress.accept(ranges.done());
            long movedAt = System.nanoTime();
            while (!ranges.unfinished().isEmpty()) {
                if (turn(work)) {
                    progress.accept(ranges.done());
                    movedAt = System.nanoTime();
                } else if (System.nanoTime() - movedAt > patience.toNanos()) {
                    throw stuck(null);
                }
            }
            return new Replayed(read, kept, unreadable, missing);
        }

        /** One poll and its batch. Returns whether a partition got on. */
        private boolean turn(BatchWork<R> work) {
            long before = ranges.done();
            ConsumerRecords<byte[], byte[]> polled = poll();
            workOn(polled, work);
            polled.nextOffsets().forEach((partition, next) -> ranges.advance(partition, next.offset()));
            leaveFinished();
            return ranges.done() > before;
        }

        /** So that nothing is fetched beyond a range, where topics go on growing. */
        private void leaveFinished() {
            Set<TopicPartition> unfinished = ranges.unfinished();
            if (!consumer.assignment().equals(unfinished)) {
                consumer.assign(unfinished);
            }
        }

        private ConsumerRecords<byte[], byte[]> poll() {
            try {
                return consumer.poll(POLL);
            } catch (OffsetOutOfRangeException gone) {
                if (!skipMissing(gone.partitions())) {
                    throw gone;
                }
                return ConsumerRecords.empty();
            }
        }

        private void workOn(ConsumerRecords<byte[], byte[]> polled, BatchWork<R> work) {
            List<ConsumerRecord<byte[], byte[]>> within = new ArrayList<>(polled.count());
            for (ConsumerRecord<byte[], byte[]> record : polled) {
                if (ranges.contain(record)) {
                    within.add(record);
                }
            }
            Haul<R> haul = reader.readAll(within);
            if (haul.hasWork()) {
                work.on(new Batch<>(haul.arrivals(), haul.kept(), Map.of()));
            }
            read += within.size();
            kept += haul.kept().size();
            unreadable += haul.unreadable().size();
        }

        /** Goes on at the first records there are, if earlier ones were deleted. Returns whether any were. */
        private boolean skipMissing(Set<TopicPartition> partitions) {
            boolean any = false;
            for (Map.Entry<TopicPartition, Long> first :
                    firstOffsets(partitions).entrySet()) {
                TopicPartition partition = first.getKey();
                if (first.getValue() > ranges.position(partition)) {
                    any = true;
                    missing.put(partition, first.getValue());
                    consumer.seek(partition, first.getValue());
                    ranges.advance(partition, first.getValue());
                }
            }
            return any;
        }

        private Map<TopicPartition, Long> firstOffsets(Set<TopicPartition> partitions) {
            try {
                return consumer.beginningOffsets(partitions, patience);
            } catch (TimeoutException unanswered) {
                throw stuck(unanswered);
            }
        }

        private TimeoutException stuck(@Nullable TimeoutException cause) {
            return new TimeoutException(
                    "nothing to read for " + patience.toSeconds() + " s; a broker is away or a transaction stays open: "
                            + ranges,
                    cause);
        }
    }
}
