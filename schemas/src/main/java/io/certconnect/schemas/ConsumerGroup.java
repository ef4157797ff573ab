package io.certconnect.schemas;

/** The consumer groups, which operators watch by name. */
public enum ConsumerGroup {
    CONNECTOR_WORKER("connector-worker"),
    CONNECTOR_WORKER_DIRECTORY("connector-worker-directory"),
    MERGE_WORKER("merge-worker"),
    TRANSCRIPT_STORE("transcript-store"),
    BADGE_STORE("badge-store");

    private final String groupId;

    ConsumerGroup(String groupId) {
        this.groupId = groupId;
    }

    public String groupId() {
        return groupId;
    }
}
