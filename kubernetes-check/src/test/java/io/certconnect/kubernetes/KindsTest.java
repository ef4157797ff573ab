package io.certconnect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every resource has only what its kind has; and the check would see it if not. */
@Tag("rules")
class KindsTest {

    @ParameterizedTest
    @ValueSource(strings = {"overlays/production", "overlays/local", "kafka"})
    void everyResourceIsOfItsKind(String overlay) {
        List<JsonNode> resources = Manifests.of(overlay);

        assertThat(resources).hasSizeGreaterThan(10).allSatisfy(resource -> assertThatCode(() -> Kinds.read(resource))
                .doesNotThrowAnyException());
    }

    @Test
    void theAlertsAreThoseOfPrometheus() throws JsonProcessingException {
        JsonNode rule = Manifests.prometheusRule("overlays/production/expected.yml");

        Kinds.read(rule);
        assertThat(rule.at("/spec/groups/0"))
                .isEqualTo(Manifests.yaml("deploy/kubernetes/overlays/production/expected.yml")
                        .at("/groups/0"));
        assertThat(rule.at("/spec/groups"))
                .containsAll(Manifests.yaml("deploy/prometheus/alerts.yml").at("/groups"))
                .hasSize(1
                        + Manifests.yaml("deploy/prometheus/alerts.yml")
                                .at("/groups")
                                .size());
    }

    @ParameterizedTest
    @CsvSource({
        "overlays/production, Deployment, console, /spec/template/spec/containers/0, livenesProbe",
        "overlays/production, Deployment, console, /spec/template/spec/containers/0/securityContext, runAsNonRot",
        "overlays/production, PodDisruptionBudget, console, /spec, maxUnavailble",
        "overlays/production, PodMonitor, certconnect, /spec/podMetricsEndpoints/0, intervall",
        "overlays/production, ScaledObject, merge-worker, /spec, maxReplicas",
        "overlays/production, ScaledObject, merge-worker, /spec/triggers/0/metadata, group",
        "kafka, KafkaTopic, connect.requests.v1, /spec, partition",
        "kafka, KafkaUser, console, /spec/authorization/acls/0, operation"
    })
    void aFieldThatTheKindDoesNotHaveIsSeen(String overlay, String kind, String name, String path, String field) {
        JsonNode resource = Manifests.resource(Manifests.of(overlay), kind, name);
        ((ObjectNode) resource.at(path)).put(field, "1");

        assertThatThrownBy(() -> Kinds.read(resource)).hasMessageContaining(field);
    }

    @ParameterizedTest
    @CsvSource({
        "overlays/production, Deployment, console, /spec, minReadySeconds, soon",
        "overlays/production, ScaledObject, merge-worker, /spec/triggers/0, type, kafak",
        "kafka, KafkaUser, console, /spec/authorization/acls/0/resource, type, topics"
    })
    void aValueThatTheFieldDoesNotTakeIsSeen(
            String overlay, String kind, String name, String path, String field, String value) {
        JsonNode resource = Manifests.resource(Manifests.of(overlay), kind, name);
        ((ObjectNode) resource.at(path)).put(field, value);

        assertThatThrownBy(() -> Kinds.read(resource)).hasMessageContaining(value);
    }
}
