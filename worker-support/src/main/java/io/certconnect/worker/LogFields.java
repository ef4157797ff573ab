package io.certconnect.worker;

/** Fields of the log's lines where they are structured, besides the Elastic Common Schema's own. Ids only. */
final class LogFields {

    /** On every line of a loop: its name, which has group, instance and number. */
    static final String LOOP = "certconnect.loop";
    /** Of a batch that failed: where it lies, as in {@code connect.requests.v1-3@17..42}. */
    static final String BATCH = "certconnect.batch";

    static final String LETTER_REASON = "certconnect.dead_letter.reason";
    static final String LETTER_TOPIC = "certconnect.dead_letter.topic";
    static final String LETTER_PARTITION = "certconnect.dead_letter.partition";
    static final String LETTER_OFFSET = "certconnect.dead_letter.offset";
    static final String LETTER_COUNT = "certconnect.dead_letter.count";
    /** The schema's own. */
    static final String TRACE = "trace.id";

    private LogFields() {}
}
