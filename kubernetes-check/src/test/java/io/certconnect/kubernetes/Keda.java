package io.certconnect.kubernetes;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;

/** As much of KEDA's kinds as is used here, by its documentation; only strings and numbers that it takes. */
final class Keda {

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {}

    record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            Fallback fallback,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String name) {}

    record Fallback(int failureThreshold, int replicas, Behavior behavior) {}

    enum Behavior {
        currentReplicasIfHigher
    }

    record Advanced(Autoscaler horizontalPodAutoscalerConfig) {}

    record Autoscaler(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(Type type, Lag metadata, Authentication authenticationRef) {}

    enum Type {
        kafka
    }

    /** The trigger's own settings are all strings: a bare number or truth value is refused by the cluster. */
    record Lag(
            Text bootstrapServers,
            Text tls,
            Text consumerGroup,
            Text topic,
            Text lagThreshold,
            Text offsetResetPolicy,
            Text limitToPartitionsWithLag,
            Text excludePersistentLag) {}

    record Text(String value) {

        @JsonCreator
        static Text of(JsonNode value) {
            if (!value.isTextual()) {
                throw new IllegalArgumentException("not a string: " + value);
            }
            return new Text(value.asText());
        }
    }

    record Authentication(String name) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Secrets spec) {}

    record Secrets(List<FromSecret> secretTargetRef) {}

    record FromSecret(Parameter parameter, String name, String key) {}

    enum Parameter {
        ca,
        cert,
        key
    }

    private Keda() {}
}
