package io.certconnect.lag.rules;

import java.util.Collection;

/** What the partitions that a group reads say about the group. */
public final class GroupRules {

    private GroupRules() {}

    /**
     * @param partitions of every partition that the group reads; may be none
     * @param commits whether any of them has a committed offset
     * @param members how many members the group has
     */
    public static Status judge(Collection<Status> partitions, boolean commits, int members) {
        Status worst = partitions.stream().max(Status::compareTo).orElse(Status.OK);
        if (worst == Status.REWIND || worst == Status.STALL) {
            return worst;
        }
        if (!commits) {
            // What never began has not stopped.
            return Status.NO_COMMITS;
        }
        if (worst.compareTo(Status.WARN) >= 0) {
            return worst;
        }
        return members == 0 ? Status.NO_MEMBERS : worst;
    }
}
