package io.certconnect.schemas;

import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeRequested;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** The topics of the contract. Keys are the named field of the value, as UTF-8. */
public enum Topic {
    CERTIFICATION_PROFILES(
            "certification.profiles.v1",
            CertificationProfileChanged.class,
            "certificationProfileId",
            Cleanup.COMPACT,
            Retention.FOR_EVER),
    CERTIFICATION_RECORDS(
            "certification.records.v1",
            CertificationRecorded.class,
            "certificationProfileId",
            Cleanup.DELETE,
            Retention.FOR_EVER),
    LEARN_ACTIVITY(
            "learn.activity.v1", LearnActivityRecorded.class, "learnProfileId", Cleanup.DELETE, Retention.FOR_EVER),
    CONNECT_REQUESTS(
            "connect.requests.v1", ConnectRequested.class, "learnProfileId", Cleanup.DELETE, Retention.REPLAY_WINDOW),
    CONNECT_EVENTS("connect.events.v1", ConnectDecided.class, "learnProfileId", Cleanup.DELETE, Retention.FOR_EVER),
    MERGE_REQUESTS("merge.requests.v1", MergeRequested.class, "survivorId", Cleanup.DELETE, Retention.REPLAY_WINDOW),
    MERGE_EVENTS("merge.events.v1", MergeDecided.class, "survivorId", Cleanup.DELETE, Retention.FOR_EVER);

    /** How Kafka makes room. */
    public enum Cleanup {
        /** Keeps the newest record of each key. */
        COMPACT,
        /** Keeps every record for the topic's retention. */
        DELETE
    }

    private static final int PARTITIONS = 6;

    private final String topicName;
    private final Class<? extends SpecificRecord> valueType;
    private final Schema valueSchema;
    private final String keyField;
    private final Cleanup cleanup;
    private final Duration retention;

    Topic(
            String topicName,
            Class<? extends SpecificRecord> valueType,
            String keyField,
            Cleanup cleanup,
            Duration retention) {
        this.topicName = topicName;
        this.valueType = valueType;
        this.valueSchema = ContractSchema.of(SpecificData.get().getSchema(valueType));
        this.keyField = keyField;
        this.cleanup = cleanup;
        this.retention = retention;
    }

    /** The topic of that name; empty where the contract has none, dead letter topics included. */
    public static Optional<Topic> named(String topicName) {
        for (Topic topic : values()) {
            if (topic.topicName.equals(topicName)) {
                return Optional.of(topic);
            }
        }
        return Optional.empty();
    }

    public String topicName() {
        return topicName;
    }

    /** Where a worker puts what it cannot read, bytes untouched. No schema is registered for it. */
    public String deadLetters() {
        return topicName + "-dlt";
    }

    /** The subject of the value's schema in the registry (TopicNameStrategy). Keys have none: they are plain text. */
    public String subject() {
        return topicName + "-value";
    }

    /** The schema as it is registered: self-contained, without anything that only Java needs. */
    public Schema valueSchema() {
        return valueSchema;
    }

    public Class<? extends SpecificRecord> valueType() {
        return valueType;
    }

    /** The field of the value that the record's key repeats. */
    public String keyField() {
        return keyField;
    }

    /** How many partitions the topic starts with; its dead letter topic has as many. */
    public int partitions() {
        return PARTITIONS;
    }

    public Cleanup cleanup() {
        return cleanup;
    }

    /** How long a record stays; empty: for ever. A compacted topic keeps the newest record of each key whatever this says. */
    public Optional<Duration> retention() {
        return retention.isNegative() ? Optional.empty() : Optional.of(retention);
    }

    /** Topic settings for Kafka's AdminClient. Replication is the cluster's business. */
    public Map<String, String> config() {
        if (cleanup == Cleanup.COMPACT) {
            return Map.of("cleanup.policy", "compact");
        }
        return deleteAfter(retention);
    }

    /** Settings of the dead letter topic for Kafka's AdminClient. */
    public Map<String, String> deadLetterConfig() {
        Map<String, String> config = new HashMap<>(deleteAfter(Retention.DEAD_LETTERS));
        // Twice the usual limit: a record as large as its topic takes must still fit with the headers that say why.
        config.put("max.message.bytes", Integer.toString(2 * 1024 * 1024));
        return Map.copyOf(config);
    }

    private static Map<String, String> deleteAfter(Duration retention) {
        return Map.of("cleanup.policy", "delete", "retention.ms", Long.toString(retention.toMillis()));
    }
}
