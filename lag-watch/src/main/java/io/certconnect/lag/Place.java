package io.certconnect.lag;

import io.certconnect.lag.PartitionLag.Commit;
import org.apache.kafka.common.TopicIdPartition;
import org.jspecify.annotations.Nullable;

/**
 * Where a group is in a partition.
 *
 * @param committed null without a commit
 * @param from the first offset that waits, if any does
 * @param lastStable no transaction is open before this offset
 * @param end the high watermark
 */
record Place(
        TopicIdPartition partition, @Nullable Long committed, Commit commit, long from, long lastStable, long end) {

    /** @param beginning of the log; matters to a group only that has no commit, or one before it */
    static Place of(TopicIdPartition partition, @Nullable Long committed, long beginning, long lastStable, long end) {
        if (committed == null) {
            return new Place(partition, null, Commit.NONE, beginning, lastStable, end);
        }
        if (committed < beginning) {
            return new Place(partition, committed, Commit.BEFORE_LOG, beginning, lastStable, end);
        }
        // Ends are asked for after commits: a commit beyond the end was not overtaken, it is of another log.
        Commit commit = committed > end ? Commit.BEYOND_LOG : Commit.IN_LOG;
        return new Place(partition, committed, commit, committed, lastStable, end);
    }

    /** In offsets; not all of them need be records. */
    long distance() {
        return Math.max(0, lastStable - from);
    }
}
