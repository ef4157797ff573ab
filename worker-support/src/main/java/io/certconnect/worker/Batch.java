package io.certconnect.worker;

import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * What one poll brought, in the order of each partition, without the unreadable records: those are the loop's to
 * dead-letter.
 *
 * @param arrivals the readable records
 * @param kept records of a newer producer; to be stored as they are
 * @param publishedTo per partition the offset below which every record is known to be answered: its events are
 *     committed in Kafka. Only partitions whose mark moved since the last batch that succeeded.
 */
public record Batch<R>(
        List<Arrival<R>> arrivals, List<Arrival<Reading.Kept<R>>> kept, Map<TopicPartition, Long> publishedTo) {}
