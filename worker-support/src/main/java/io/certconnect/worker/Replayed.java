package io.certconnect.worker;

import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What a {@link Replay} came to.
 *
 * @param read records in the ranges, all of them
 * @param kept those of a newer producer, which the work was given as such
 * @param unreadable those that were skipped; they are on the dead letter topics already
 * @param missing partitions of which records in the range had been deleted, each with the first offset that was left:
 *     what the work was given is not the whole
 */
public record Replayed(long read, long kept, long unreadable, Map<TopicPartition, Long> missing) {

    public Replayed {
        missing = Map.copyOf(missing);
    }
}
