package io.certconnect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics are those of the catalogue; each process may do what its part in it takes, and nothing else. */
@Tag("rules")
class CatalogueTest {

    private static final Map<String, List<ConsumerGroup>> GROUPS = Map.of(
            "connector-worker", List.of(ConsumerGroup.CONNECTOR_WORKER, ConsumerGroup.CONNECTOR_WORKER_DIRECTORY),
            "merge-worker", List.of(ConsumerGroup.MERGE_WORKER),
            "records-worker", List.of(ConsumerGroup.TRANSCRIPT_STORE, ConsumerGroup.BADGE_STORE));
    private static final Map<String, List<Topic>> PUBLISHED = Map.of(
            "connector-worker", List.of(Topic.CONNECT_EVENTS),
            "merge-worker", List.of(Topic.MERGE_EVENTS),
            "records-worker", List.of());

    @Test
    void topicsAreThoseOfTheCatalogue() {
        Map<String, Map<String, String>> catalogue = new HashMap<>();
        for (Topic topic : Topic.values()) {
            catalogue.put(topic.topicName(), settings(topic.partitions(), topic.config()));
            catalogue.put(topic.deadLetters(), settings(topic.partitions(), topic.deadLetterConfig()));
        }

        Map<String, Map<String, String>> described = Manifests.ofKind(Manifests.of("kafka"), "KafkaTopic").stream()
                .collect(Collectors.toMap(Manifests::nameOf, CatalogueTest::settings));

        assertThat(described).isEqualTo(catalogue);
    }

    @ParameterizedTest
    @ValueSource(strings = {"connector-worker", "merge-worker", "records-worker"})
    void aWorkerMayDoWhatItDoes(String worker) {
        Set<String> needed = new TreeSet<>();
        for (ConsumerGroup group : GROUPS.get(worker)) {
            needed.add("Read group literal " + group.groupId());
            for (Topic topic : group.topics()) {
                needed.add("Read topic literal " + topic.topicName());
                needed.add("Write topic literal " + topic.deadLetters());
            }
        }
        PUBLISHED.get(worker).forEach(topic -> needed.add("Write topic literal " + topic.topicName()));

        Set<String> granted = granted(worker);

        // Of transactional ids there are as many as instances and loops.
        Set<String> prefixes = granted.stream()
                .filter(one -> one.contains(" transactionalId "))
                .collect(Collectors.toSet());
        assertThat(granted)
                .containsAll(needed)
                .hasSize(needed.size() + prefixes.size())
                .doesNotContainAnyElementsOf(foreign(worker));
        for (ConsumerGroup group : GROUPS.get(worker)) {
            String anId = group.groupId() + "-some-pod-0";
            assertThat(prefixes)
                    .allSatisfy(prefix -> assertThat(prefix).startsWith("Write transactionalId prefix "))
                    .anySatisfy(prefix -> assertThat(anId).startsWith(prefix.substring(prefix.lastIndexOf(' ') + 1)));
        }
    }

    @Test
    void theConsoleReadsEverythingAndJoinsNothing() {
        Set<String> needed = new TreeSet<>();
        for (Topic topic : Topic.values()) {
            needed.add("Read topic literal " + topic.topicName());
            needed.add("Read topic literal " + topic.deadLetters());
        }
        groupIds().forEach(group -> needed.add("Describe group literal " + group));
        needed.add("Describe group literal dead-letters");

        assertThat(granted("console")).isEqualTo(needed);
    }

    private static Stream<String> groupIds() {
        return Arrays.stream(ConsumerGroup.values()).map(ConsumerGroup::groupId);
    }

    /** What the groups of other workers would need. */
    private static Set<String> foreign(String worker) {
        return GROUPS.entrySet().stream()
                .filter(other -> !other.getKey().equals(worker))
                .flatMap(other -> other.getValue().stream())
                .map(group -> "Read group literal " + group.groupId())
                .collect(Collectors.toSet());
    }

    private static Set<String> granted(String user) {
        Set<String> granted = new TreeSet<>();
        JsonNode described = Manifests.resource(Manifests.of("kafka"), "KafkaUser", user);
        for (JsonNode acl : described.at("/spec/authorization/acls")) {
            Function<String, String> of = field -> acl.at("/resource/" + field).asText();
            for (JsonNode operation : acl.path("operations")) {
                granted.add(String.join(
                        " ", operation.asText(), of.apply("type"), of.apply("patternType"), of.apply("name")));
            }
        }
        return granted;
    }

    private static Map<String, String> settings(int partitions, Map<String, String> config) {
        Map<String, String> all = new HashMap<>(config);
        all.put("partitions", Integer.toString(partitions));
        return all;
    }

    private static Map<String, String> settings(JsonNode topic) {
        Map<String, String> config = new HashMap<>();
        topic.at("/spec/config")
                .properties()
                .forEach(one -> config.put(one.getKey(), one.getValue().asText()));
        return settings(topic.at("/spec/partitions").asInt(), config);
    }
}
