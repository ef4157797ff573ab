package io.certconnect.lag;

import java.util.List;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * What Kafka says of one group.
 *
 * @param held the partitions that a member has
 * @param troubles what Kafka did not say and why, in words
 */
record GroupReading(String state, int members, Set<TopicPartition> held, List<Place> places, List<String> troubles) {}
