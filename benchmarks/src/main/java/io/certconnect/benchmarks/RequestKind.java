package io.certconnect.benchmarks;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.merge.MergeWorker;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;

/** What is decided: who does it, and from where to where. */
enum RequestKind {
    CONNECT(
            "requests",
            ConnectorWorker.class,
            ConsumerGroup.CONNECTOR_WORKER,
            TutorialConnector.class,
            Topic.CONNECT_REQUESTS,
            Topic.CONNECT_EVENTS),
    MERGE(
            "merges",
            MergeWorker.class,
            ConsumerGroup.MERGE_WORKER,
            TutorialMerger.class,
            Topic.MERGE_REQUESTS,
            Topic.MERGE_EVENTS);

    private final String plural;
    private final Class<?> worker;
    private final ConsumerGroup group;
    private final Class<?> tutorial;
    private final Topic requests;
    private final Topic events;

    RequestKind(String plural, Class<?> worker, ConsumerGroup group, Class<?> tutorial, Topic requests, Topic events) {
        this.plural = plural;
        this.worker = worker;
        this.group = group;
        this.tutorial = tutorial;
        this.requests = requests;
        this.events = events;
    }

    /** As figures call them. */
    String plural() {
        return plural;
    }

    /** The application, as it is shipped. */
    Class<?> worker() {
        return worker;
    }

    /** The worker's, which is also its name. */
    ConsumerGroup group() {
        return group;
    }

    /** The same job as tutorials write it. */
    Class<?> tutorial() {
        return tutorial;
    }

    String tutorialGroup() {
        return "tutorial-" + group.groupId();
    }

    Topic requests() {
        return requests;
    }

    Topic events() {
        return events;
    }
}
