package io.certconnect.stores.intake;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.worker.Intake;
import java.util.HashMap;
import java.util.Map;

/** The doors of each store. */
public final class Intakes {

    private Intakes() {}

    /** By the names of the store's topics. */
    public static Map<String, Intake<?, Change>> of(Store store) {
        Map<String, Intake<?, Change>> intakes = new HashMap<>();
        for (Topic topic : store.topics()) {
            intakes.put(topic.topicName(), intake(store, topic));
        }
        return Map.copyOf(intakes);
    }

    private static Intake<?, Change> intake(Store store, Topic topic) {
        return switch (topic) {
            case CERTIFICATION_RECORDS ->
                switch (store) {
                    case TRANSCRIPT -> new CertificationIntake();
                    case BADGE -> new BadgeIntake();
                };
            case LEARN_ACTIVITY -> new ActivityIntake();
            case CONNECT_EVENTS -> new ConnectionIntake();
            case MERGE_EVENTS -> new MergeIntake();
            case CERTIFICATION_PROFILES, CONNECT_REQUESTS, MERGE_REQUESTS ->
                throw new IllegalArgumentException("No store reads " + topic.topicName());
        };
    }
}
