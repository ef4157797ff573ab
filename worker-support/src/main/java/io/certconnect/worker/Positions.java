package io.certconnect.worker;

import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/**
 * Which partitions are ours, how far each is committed, and what of that the work has not been told. The listener's
 * methods are called from within poll, so all of this is one thread's.
 */
final class Positions implements ConsumerRebalanceListener {

    private final Consumer<byte[], byte[]> consumer;
    private final Map<TopicPartition, Long> untold = new HashMap<>();
    private final Set<TopicPartition> gone = new HashSet<>();
    private boolean paused;

    Positions(Consumer<byte[], byte[]> consumer) {
        this.consumer = consumer;
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        if (partitions.isEmpty()) {
            return;
        }
        if (paused) {
            consumer.pause(partitions);
        }
        advance(consumer.committed(Set.copyOf(partitions)));
    }

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        gone.addAll(partitions);
        untold.keySet().removeAll(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        onPartitionsRevoked(partitions);
    }

    /** These offsets are committed, and with them the answers to all that lies below. */
    void advance(Map<TopicPartition, OffsetAndMetadata> committed) {
        committed.forEach((partition, offset) -> {
            if (offset != null) {
                untold.put(partition, offset.offset());
            }
        });
    }

    /** The committed offsets that the work has not been told. */
    Map<TopicPartition, Long> untold() {
        return Map.copyOf(untold);
    }

    void told(Map<TopicPartition, Long> offsets) {
        untold.entrySet().removeAll(offsets.entrySet());
    }

    /** A batch is taken in hand: what went before is no concern of it. */
    void takeInHand() {
        gone.clear();
    }

    /** Whether one of these left us, even if it came back, since the batch was taken in hand. */
    boolean anyGone(Set<TopicPartition> partitions) {
        return !Collections.disjoint(gone, partitions);
    }

    /** Goes back to what is committed; to the beginning where nothing is. Blocks while a commit is pending. */
    void rewind() {
        Set<TopicPartition> assigned = consumer.assignment();
        Map<TopicPartition, OffsetAndMetadata> committed = consumer.committed(assigned);
        for (TopicPartition partition : assigned) {
            OffsetAndMetadata offset = committed.get(partition);
            if (offset == null) {
                consumer.seekToBeginning(Set.of(partition));
            } else {
                consumer.seek(partition, offset);
            }
        }
        advance(committed);
    }

    /** Takes no records until {@link #resume}, from partitions that come in the meantime neither. */
    void pause() {
        paused = true;
        consumer.pause(consumer.assignment());
    }

    void resume() {
        paused = false;
        consumer.resume(consumer.paused());
    }
}
