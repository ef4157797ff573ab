package io.certconnect.worker;

import org.apache.avro.specific.SpecificRecord;

/**
 * The door of a worker: from what the topic carries to what the worker knows.
 *
 * @param <A> the Avro record on the topic
 * @param <R> what it means to the worker
 */
public interface Intake<A extends SpecificRecord, R> {

    /** The Avro record that belongs on the topic. */
    Class<A> type();

    /**
     * Reads one record. Never throws for what a producer wrote: that is {@link Reading.Unreadable}.
     *
     * @param key the record's key; empty if it had none
     */
    Reading<R> read(String key, A value);

    /** Reads a record without a value; only compacted topics have a meaning for it. */
    default Reading<R> readTombstone(String key) {
        return new Reading.Unreadable<>(DeadLetterReason.EMPTY, "the record has no value");
    }
}
