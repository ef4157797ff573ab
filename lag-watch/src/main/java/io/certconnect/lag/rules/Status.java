package io.certconnect.lag.rules;

/** How a partition or a group fares, from good to bad: of several partitions the last of these is the group's. */
public enum Status {
    /** Nothing waits, or what waits gets less. */
    OK,
    /** Something waits, and it has not been looked at for long enough to say more, or nothing of it was read. */
    UNDECIDED,
    /** Of groups only: it has committed nothing yet. Its lag counts from the beginning of the log. */
    NO_COMMITS,
    /** Of groups only: it has no members, and nothing worse is known of it. */
    NO_MEMBERS,
    /** It moves, but what waits never got less in a whole window. */
    WARN,
    /** Something waits, a member has the partition, and the committed offset has not moved for a whole window. */
    STALL,
    /** Something waits, no member has had the partition, and the committed offset has not moved for a whole window. */
    STOP,
    /** The committed offset went back, or is gone: records are processed again. Said for a window. */
    REWIND
}
