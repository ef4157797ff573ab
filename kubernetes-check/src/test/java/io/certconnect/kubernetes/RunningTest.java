package io.certconnect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** How many instances run, where, and with which rights. */
@Tag("rules")
class RunningTest {

    private static final Map<ConsumerGroup, String> CONCURRENCY = Map.of(
            ConsumerGroup.CONNECTOR_WORKER,
                    "connector-worker/src/main/resources/connector-worker.yml#/certconnect/connector/requests",
            ConsumerGroup.CONNECTOR_WORKER_DIRECTORY,
                    "connector-worker/src/main/resources/connector-worker.yml#/certconnect/connector/directory",
            ConsumerGroup.MERGE_WORKER, "merge-worker/src/main/resources/merge-worker.yml#/certconnect/merge/requests",
            ConsumerGroup.TRANSCRIPT_STORE,
                    "records-worker/src/main/resources/records-worker.yml#/certconnect/records/transcript/intake",
            ConsumerGroup.BADGE_STORE,
                    "records-worker/src/main/resources/records-worker.yml#/certconnect/records/badge/intake");

    @ParameterizedTest
    @EnumSource
    void aGroupIsScaledOnItsLagUpToItsPartitions(ConsumerGroup group) {
        JsonNode scaled = scaledObjectOf(group);
        int most = scaled.at("/spec/maxReplicaCount").asInt();

        for (JsonNode trigger : scaled.at("/spec/triggers")) {
            assertThat(ConsumerGroup.values()).anySatisfy(one -> {
                assertThat(one.groupId())
                        .isEqualTo(trigger.at("/metadata/consumerGroup").asText());
                assertThat(one.topics())
                        .extracting(Topic::topicName)
                        .contains(trigger.at("/metadata/topic").asText());
            });
        }
        assertThat(most * loops(group))
                .as("loops of %s at most", group.groupId())
                .isLessThanOrEqualTo(group.topics().getFirst().partitions());
        assertThat(scaled.at("/spec/fallback/replicas")).isEqualTo(scaled.at("/spec/minReplicaCount"));
        assertThat(Manifests.resource(Manifests.of("overlays/production"), "Deployment", target(scaled))
                        .at("/spec/replicas")
                        .isMissingNode())
                .as("the number of instances is KEDA's")
                .isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void asManyLoopsAreExpectedAsRunAtLeast(ConsumerGroup group) {
        JsonNode groups = Manifests.yaml("deploy/kubernetes/overlays/production/expected.yml");
        int least = scaledObjectOf(group).at("/spec/minReplicaCount").asInt();

        Map<String, String> expected = Arrays.stream(new JsonNode[] {groups.at("/groups/0/rules")})
                .flatMap(rules -> rules.valueStream())
                .collect(Collectors.toMap(rule -> rule.at("/labels/group").asText(), rule -> rule.path("expr")
                        .asText()));

        assertThat(expected).containsEntry(group.groupId(), "vector(" + least * loops(group) + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/production", "overlays/local"})
    void noProcessMayMoreThanItMust(String overlay) {
        List<JsonNode> resources = Manifests.of(overlay);

        assertThat(Manifests.ofKind(resources, "Deployment")).hasSize(4).allSatisfy(deployment -> {
            JsonNode pod = deployment.at("/spec/template/spec");
            JsonNode container = pod.at("/containers/0");
            assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(pod.at("/securityContext/runAsUser").asInt()).isEqualTo(10001);
            assertThat(pod.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(pod.path("automountServiceAccountToken").asBoolean(true)).isFalse();
            assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                    .isTrue();
            assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                    .isFalse();
            assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                    .isEqualTo("ALL");
            assertThat(container.path("image").asText()).matches("certconnect/[a-z-]+:(?!latest).+");
            assertThat(container.at("/resources/requests/memory")).isEqualTo(container.at("/resources/limits/memory"));
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"overlays/production", "overlays/local"})
    void whatPointsAtPodsFindsThem(String overlay) {
        List<JsonNode> resources = Manifests.of(overlay);

        for (JsonNode deployment : Manifests.ofKind(resources, "Deployment")) {
            JsonNode labels = deployment.at("/spec/template/metadata/labels");
            String name = Manifests.nameOf(deployment);
            assertThat(has(labels, deployment.at("/spec/selector/matchLabels"))).isTrue();
            assertThat(has(
                            labels,
                            Manifests.resource(resources, "PodDisruptionBudget", name)
                                    .at("/spec/selector/matchLabels")))
                    .isTrue();
            assertThat(has(
                            labels,
                            Manifests.resource(resources, "NetworkPolicy", "certconnect")
                                    .at("/spec/podSelector/matchLabels")))
                    .isTrue();
            for (JsonNode spread : deployment.at("/spec/template/spec/topologySpreadConstraints")) {
                assertThat(has(labels, spread.at("/labelSelector/matchLabels"))).isTrue();
            }
            Manifests.resource(
                    resources,
                    "ServiceAccount",
                    deployment.at("/spec/template/spec/serviceAccountName").asText());
        }
    }

    @Test
    void aProcessHasItsOwnUserOfKafka() {
        List<JsonNode> users = Manifests.ofKind(Manifests.of("kafka"), "KafkaUser");

        for (JsonNode deployment : Manifests.ofKind(Manifests.of("overlays/production"), "Deployment")) {
            assertThat(deployment.at("/spec/template/spec/volumes"))
                    .extracting(volume -> volume.at("/secret/secretName").asText())
                    .contains(Manifests.nameOf(deployment));
            assertThat(users).extracting(Manifests::nameOf).contains(Manifests.nameOf(deployment));
        }
    }

    private static boolean has(JsonNode labels, JsonNode wanted) {
        return !wanted.isEmpty()
                && wanted.properties().stream().allMatch(one -> one.getValue().equals(labels.get(one.getKey())));
    }

    private static JsonNode scaledObjectOf(ConsumerGroup group) {
        return Manifests.ofKind(Manifests.of("overlays/production"), "ScaledObject").stream()
                .filter(one -> one.at("/spec/triggers")
                        .valueStream()
                        .anyMatch(trigger ->
                                trigger.at("/metadata/consumerGroup").asText().equals(group.groupId())))
                .findFirst()
                .orElseThrow(() -> new AssertionError("nothing scales " + group.groupId()));
    }

    private static String target(JsonNode scaledObject) {
        return scaledObject.at("/spec/scaleTargetRef/name").asText();
    }

    /** By the settings that the worker comes with. */
    private static int loops(ConsumerGroup group) {
        String[] place = CONCURRENCY.get(group).split("#");
        return Manifests.yaml(place[0]).at(place[1] + "/concurrency").asInt();
    }
}
