package io.certconnect.lag;

/** What waits first from an offset on; times in milliseconds. */
sealed interface Finding {

    /**
     * A record.
     *
     * @param timestamp the record's own; negative if it has none
     * @param seen when it was first found in the log
     * @param read when it was read last
     */
    record Waits(long offset, long timestamp, long seen, long read) implements Finding {

        /** A producer's clock may be ahead: what was seen has waited since then at least. */
        long since() {
            return timestamp < 0 ? seen : Math.min(timestamp, seen);
        }
    }

    /** No record before that offset. */
    record NothingBefore(long offset) implements Finding {}

    /**
     * Not read at this look: a record, or what a consumer does not get.
     *
     * @param offset no record lies before it
     * @param notBefore what lies there or behind came at that time or later
     */
    record Unread(long offset, long notBefore) implements Finding {}
}
