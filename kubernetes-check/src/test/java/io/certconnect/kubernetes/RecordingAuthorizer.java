package io.certconnect.kubernetes;

import java.util.List;
import org.apache.kafka.metadata.authorizer.StandardAuthorizer;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizableRequestContext;
import org.apache.kafka.server.authorizer.AuthorizationResult;

/** Kafka's own authorizer, of which one can ask afterwards what it decided. */
public final class RecordingAuthorizer extends StandardAuthorizer {

    private static final Decisions DECISIONS = new Decisions();

    /** Called by Kafka, which finds this class by its name. */
    public RecordingAuthorizer() {}

    static Decisions decisions() {
        return DECISIONS;
    }

    @Override
    public List<AuthorizationResult> authorize(AuthorizableRequestContext context, List<Action> actions) {
        List<AuthorizationResult> results = super.authorize(context, actions);
        String user = context.principal().getName();
        for (int i = 0; i < actions.size(); i++) {
            DECISIONS.add(user, actions.get(i), results.get(i));
        }
        return results;
    }
}
