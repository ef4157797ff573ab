package io.certconnect.schemas;

import java.util.List;

/** The consumer groups, which operators watch by name, and what each reads. */
public enum ConsumerGroup {
    CONNECTOR_WORKER("connector-worker", Topic.CONNECT_REQUESTS),
    CONNECTOR_WORKER_DIRECTORY("connector-worker-directory", Topic.CERTIFICATION_PROFILES),
    MERGE_WORKER("merge-worker", Topic.MERGE_REQUESTS),
    TRANSCRIPT_STORE(
            "transcript-store",
            Topic.CERTIFICATION_RECORDS,
            Topic.LEARN_ACTIVITY,
            Topic.CONNECT_EVENTS,
            Topic.MERGE_EVENTS),
    BADGE_STORE("badge-store", Topic.CERTIFICATION_RECORDS, Topic.CONNECT_EVENTS, Topic.MERGE_EVENTS);

    private final String groupId;
    private final List<Topic> topics;

    ConsumerGroup(String groupId, Topic... topics) {
        this.groupId = groupId;
        this.topics = List.of(topics);
    }

    public String groupId() {
        return groupId;
    }

    public List<Topic> topics() {
        return topics;
    }
}
