package io.certconnect.worker;

/**
 * What reading one record gave.
 *
 * @param <R> what a readable record means to the worker
 */
public sealed interface Reading<R> {

    /** The record was read and this is what it says. */
    record Readable<R>(R value) implements Reading<R> {}

    /** A newer producer says something this version does not know: the bytes are kept for later, never dead-lettered. */
    record Kept<R>(String reason) implements Reading<R> {}

    /** Nobody will ever make sense of this record: it becomes a dead letter. The detail holds no payload. */
    record Unreadable<R>(DeadLetterReason reason, String detail) implements Reading<R> {}
}
