package io.certconnect.lag;

import io.certconnect.lag.rules.Status;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How far a group is behind. A group that never ran, or has no members, is here all the same.
 *
 * @param state Kafka's word for it, STABLE or EMPTY say; DEAD if Kafka has no such group
 * @param partitions in the order of topics and partitions
 * @param troubles what could not be measured and why, and what is wrong with committed offsets, in words
 */
public record GroupLag(
        String group, Status status, String state, int members, List<PartitionLag> partitions, List<String> troubles) {

    public GroupLag {
        partitions = List.copyOf(partitions);
        troubles = List.copyOf(troubles);
    }

    /** Of all partitions. */
    public long records() {
        return partitions.stream().mapToLong(PartitionLag::records).sum();
    }

    /** Of the partition that is furthest behind; null if any is not known. */
    public @Nullable Duration behind() {
        return longest(partitions);
    }

    /** Of the one that is furthest behind; null if any is not known. */
    public static @Nullable Duration longest(List<PartitionLag> partitions) {
        Duration longest = Duration.ZERO;
        for (PartitionLag partition : partitions) {
            Duration behind = partition.behind();
            if (behind == null) {
                return null;
            }
            longest = longest.compareTo(behind) < 0 ? behind : longest;
        }
        return longest;
    }

    public boolean hasCommits() {
        return partitions.stream().map(PartitionLag::committed).anyMatch(Objects::nonNull);
    }
}
