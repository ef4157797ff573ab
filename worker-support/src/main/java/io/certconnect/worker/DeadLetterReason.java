package io.certconnect.worker;

/** Why a record went to the dead letter topic: the reason code in its headers, its log line and its metric. */
public enum DeadLetterReason {
    /** No value where the topic has no tombstones. */
    EMPTY,
    /** Larger than the worker reads. */
    OVERSIZE,
    /** The first byte is not the Confluent format's. */
    BAD_MAGIC,
    /** Ends before the schema says so, or within the five bytes of the framing. */
    TRUNCATED,
    /** The registry knows no schema of this id. */
    UNKNOWN_SCHEMA_ID,
    /** The schema cannot be read as the record that belongs on this topic. */
    WRONG_SCHEMA,
    /** The bytes are not what their schema says, an id is not a UUID, a text holds U+0000, bytes are left over. */
    MALFORMED,
    /** The key is not the id that it must be. */
    WRONG_KEY,
    /** Another payload was decided under this request id before. */
    REQUEST_ID_REUSED,
    /** What the record asks for has an answer that does not fit one message. */
    ANSWER_TOO_LARGE
}
