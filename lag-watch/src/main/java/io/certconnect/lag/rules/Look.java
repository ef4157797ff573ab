package io.certconnect.lag.rules;

/**
 * What one measurement saw of one partition that a group reads.
 *
 * @param committed the group's committed offset, or {@link #NO_COMMIT}
 * @param lag records that wait for the group
 * @param held whether a member of the group had the partition
 * @param read whether it was found out that a record waits; otherwise it may be that none does
 */
public record Look(long committed, long lag, boolean held, boolean read) {

    public static final long NO_COMMIT = -1;

    public Look {
        if (committed < NO_COMMIT || lag < 0) {
            throw new IllegalArgumentException("committed " + committed + ", lag " + lag);
        }
    }
}
