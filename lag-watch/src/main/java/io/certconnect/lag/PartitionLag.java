package io.certconnect.lag;

import io.certconnect.lag.rules.Status;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How far a group is behind on one partition.
 *
 * @param committed the offset of the next record that the group is to process; null if it has committed none
 * @param commit where that is in the log
 * @param lastStable the end of what is decided: no transaction is open before this offset
 * @param logEnd the high watermark
 * @param records how many offsets wait before {@code lastStable}, from the committed offset or, without one or if it is
 *     deleted, from the log's beginning; 0 if there is nothing among them that a consumer gets. Otherwise transaction
 *     markers, aborted and compacted records among them are counted: it is never less than what waits
 * @param behind the age of the first record that waits; zero if none does, null if it could not be read or is
 *     not known
 * @param estimated whether the first record was not read at this look, since too many were to be: it is not known then
 *     whether any of {@code records} is one that a consumer gets, and {@code behind} is not less than the time since the
 *     first of them came
 * @param held whether a member of the group has the partition
 */
public record PartitionLag(
        String topic,
        int partition,
        Status status,
        @Nullable Long committed,
        Commit commit,
        long lastStable,
        long logEnd,
        long records,
        @Nullable Duration behind,
        boolean estimated,
        boolean held) {

    /** Where a committed offset is. */
    public enum Commit {
        /** Nowhere: the group has committed none. */
        NONE,
        IN_LOG,
        /** Retention deleted records before the group got to them. */
        BEFORE_LOG,
        /** The log lost its end, or the topic was made anew: the group has not noticed, and its lag is not known: its records are 0. */
        BEYOND_LOG
    }

    /** How much of the log is held back by open transactions, in offsets. */
    public long uncommittedSpan() {
        return Math.max(0, logEnd - lastStable);
    }
}
