package io.certconnect.worker;

import static java.util.Objects.requireNonNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/** Which offsets of each partition are to be read, and how far they are. One thread's. */
final class Ranges {

    /** Offsets from {@code from} to before {@code to}; empty if it ends before it begins. */
    private record Range(long from, long to, long position) {

        boolean isFinished() {
            return position >= to;
        }

        long done() {
            return Math.max(0, Math.min(position, to) - from);
        }

        Range at(long next) {
            return new Range(from, to, Math.max(position, next));
        }
    }

    private final Map<TopicPartition, Range> ranges = new HashMap<>();

    /** @param to exclusive */
    Ranges(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        if (!from.keySet().equals(to.keySet())) {
            throw new IllegalArgumentException("ranges begin in " + from.keySet() + " but end in " + to.keySet());
        }
        from.forEach((partition, first) ->
                ranges.put(partition, new Range(first, requireNonNull(to.get(partition)), first)));
    }

    private Range of(TopicPartition partition) {
        return requireNonNull(ranges.get(partition), partition::toString);
    }

    long position(TopicPartition partition) {
        return of(partition).position();
    }

    boolean contain(ConsumerRecord<byte[], byte[]> record) {
        return record.offset()
                < of(new TopicPartition(record.topic(), record.partition())).to();
    }

    void advance(TopicPartition partition, long next) {
        ranges.put(partition, of(partition).at(next));
    }

    Set<TopicPartition> unfinished() {
        Set<TopicPartition> unfinished = new HashSet<>(ranges.keySet());
        unfinished.removeIf(partition -> of(partition).isFinished());
        return unfinished;
    }

    /** How many of all the offsets are behind us, whether there was a record or not. */
    long done() {
        return ranges.values().stream().mapToLong(Range::done).sum();
    }

    /** What is left to read, for whoever has to find out why nothing comes. */
    @Override
    public String toString() {
        StringJoiner left = new StringJoiner(", ");
        ranges.forEach((partition, range) -> {
            if (!range.isFinished()) {
                left.add(partition + " at " + range.position() + " of " + range.to());
            }
        });
        return left.toString();
    }
}
