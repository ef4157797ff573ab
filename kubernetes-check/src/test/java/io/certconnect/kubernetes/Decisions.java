package io.certconnect.kubernetes;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/**
 * What an authorizer was asked and answered, each question once. Left out is what was asked on nobody's behalf: of all topics
 * which ones to show, of all operations which ones there are. Kafka's flags tell: it does not log those.
 */
final class Decisions {

    private final Set<Decision> allowed = ConcurrentHashMap.newKeySet();
    private final Set<Decision> denied = ConcurrentHashMap.newKeySet();

    /** A user wanted to do that, in Kafka's words. */
    record Decision(String user, AclOperation operation, ResourceType type, String name) {

        @Override
        public String toString() {
            return user + ": " + operation + " " + type + " " + name;
        }
    }

    void add(String user, Action action, AuthorizationResult result) {
        ResourcePattern resource = action.resourcePattern();
        Decision decision = new Decision(user, action.operation(), resource.resourceType(), resource.name());
        switch (result) {
            case ALLOWED -> {
                if (action.logIfAllowed()) {
                    allowed.add(decision);
                }
            }
            case DENIED -> {
                if (action.logIfDenied()) {
                    denied.add(decision);
                }
            }
        }
    }

    List<Decision> allowed() {
        return sorted(allowed);
    }

    List<Decision> denied() {
        return sorted(denied);
    }

    void forgetDenied() {
        denied.clear();
    }

    private static List<Decision> sorted(Set<Decision> decisions) {
        return decisions.stream()
                .sorted(Comparator.comparing(Decision::toString))
                .toList();
    }
}
