package io.certconnect.worker;

/**
 * The headers of a dead letter. Those that begin with {@code kafka_} are Spring Kafka's, in its encodings, so that
 * tools made for it read them. Texts are UTF-8; whoever reads takes the last header of a name, since the source's own
 * headers come first.
 */
public final class DeadLetterHeaders {

    public static final String ORIGINAL_TOPIC = "kafka_dlt-original-topic";
    /** Four bytes, big-endian. */
    public static final String ORIGINAL_PARTITION = "kafka_dlt-original-partition";
    /** Eight bytes, big-endian. */
    public static final String ORIGINAL_OFFSET = "kafka_dlt-original-offset";
    /** Milliseconds since 1970; eight bytes, big-endian. */
    public static final String ORIGINAL_TIMESTAMP = "kafka_dlt-original-timestamp";
    /** {@code CreateTime} or {@code LogAppendTime}. */
    public static final String ORIGINAL_TIMESTAMP_TYPE = "kafka_dlt-original-timestamp-type";

    public static final String CONSUMER_GROUP = "kafka_dlt-original-consumer-group";
    /** Absent if no exception told that the record is dead. */
    public static final String ERROR_CLASS = "kafka_dlt-exception-fqcn";
    /** A {@link DeadLetterReason}. */
    public static final String REASON = "dlt-reason";
    /** One sentence without payload or persons. */
    public static final String DETAIL = "dlt-detail";
    /** How often the batch was tried when the letter left, as decimal text; 1 at the first try. */
    public static final String ATTEMPT = "dlt-attempt";
    /** The version of the worker. */
    public static final String VERSION = "dlt-worker-version";

    private DeadLetterHeaders() {}
}
