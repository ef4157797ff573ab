package io.certconnect.stores;

import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import java.util.List;

/** The stores: each a PostgreSQL schema of its own, written by a consumer group and a database role of its own. */
public enum Store {
    TRANSCRIPT(
            "transcript",
            ConsumerGroup.TRANSCRIPT_STORE,
            List.of("certification_record", "learn_activity", "connection", "merge", "kept_record"),
            List.of(Topic.CERTIFICATION_RECORDS, Topic.LEARN_ACTIVITY, Topic.CONNECT_EVENTS, Topic.MERGE_EVENTS)),
    BADGE(
            "badge",
            ConsumerGroup.BADGE_STORE,
            List.of("badge_record", "connection", "merge", "kept_record"),
            List.of(Topic.CERTIFICATION_RECORDS, Topic.CONNECT_EVENTS, Topic.MERGE_EVENTS));

    private final String schema;
    private final ConsumerGroup group;
    private final List<String> tables;
    private final List<Topic> topics;

    Store(String schema, ConsumerGroup group, List<String> tables, List<Topic> topics) {
        this.schema = schema;
        this.group = group;
        this.tables = tables;
        this.topics = topics;
    }

    /** The PostgreSQL schema that readers see. */
    public String schema() {
        return schema;
    }

    /** The database role that owns the schema, and the only one that writes it. */
    public String role() {
        return "certconnect_" + schema;
    }

    public ConsumerGroup group() {
        return group;
    }

    /** What the topics fill, in the order that a batch writes them: a replay of the topics gives the same rows. */
    public List<String> tables() {
        return tables;
    }

    public List<Topic> topics() {
        return topics;
    }
}
