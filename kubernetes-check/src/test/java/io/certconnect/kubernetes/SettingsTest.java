package io.certconnect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Ports, probes and settings are those that the process has, by the YAML that is in it. */
@Tag("rules")
class SettingsTest {

    /** What our own YAML refers to, and Spring's. */
    private static final Set<String> NO_SETTINGS =
            Set.of("KAFKA_KEYSTORE_PASSWORD", "SPRING_CONFIG_ADDITIONAL_LOCATION");

    private static final String KAFKA_PROPERTIES = "/kafka-properties/";

    @ParameterizedTest
    @CsvSource({
        "connector-worker, readiness",
        "merge-worker, readiness",
        // Its readers need no broker.
        "records-worker, serving",
        "console, readiness"
    })
    void aProcessIsAskedWhereItAnswers(String process, String readiness) {
        JsonNode container = container(process);
        JsonNode settings = ofProcess(process);

        assertThat(container.at("/ports")).hasSize(1);
        assertThat(container.at("/ports/0/name").asText()).isEqualTo("http");
        assertThat(container.at("/ports/0/containerPort")).isEqualTo(settings.at("/server/port"));
        assertThat(settings.at("/management/endpoint/health/probes/enabled").asBoolean())
                .isTrue();
        assertThat(settings.at("/management/endpoints/web/exposure/include").asText())
                .contains("health", "prometheus");
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/actuator/health/liveness");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/actuator/health/liveness");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/actuator/health/" + readiness);
        assertThat(settings.at("/management/endpoint/health/group").has(readiness))
                .isTrue();
        for (String probe : List.of("startupProbe", "livenessProbe", "readinessProbe")) {
            assertThat(container.at("/" + probe + "/httpGet/port").asText()).isEqualTo("http");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connector-worker", "merge-worker", "records-worker", "console"})
    void whatIsSetIsASetting(String process) {
        Set<String> variables = new HashSet<>();
        paths(ofProcess(process), "").forEach(path -> variables.add(variable(path)));

        for (JsonNode variable : container(process).path("env")) {
            String name = variable.path("name").asText();
            assertThat(NO_SETTINGS.contains(name) || variables.contains(name))
                    .as(name)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"connector-worker", "merge-worker", "records-worker", "console"})
    void whatIsInTheFileIsASetting(String process) {
        Set<String> known = new HashSet<>(paths(ofProcess(process), ""));

        for (String path : paths(Manifests.yaml("deploy/kubernetes/base/settings/" + process + ".yml"), "")) {
            int kafka = path.indexOf(KAFKA_PROPERTIES);
            if (kafka < 0) {
                assertThat(known).contains(path);
                continue;
            }
            assertThat(known).contains(path.substring(0, kafka + KAFKA_PROPERTIES.length() - 1));
            String property = path.substring(kafka + KAFKA_PROPERTIES.length()).replaceAll("[\\[\\]]", "");
            assertThat(ConsumerConfig.configNames()).contains(property);
            assertThat(ProducerConfig.configNames()).contains(property);
        }
    }

    @Test
    void everyIntakeOfAWorkerSpeaksTls() {
        for (String intake : List.of(
                "connector-worker.yml/certconnect/connector/requests",
                "connector-worker.yml/certconnect/connector/directory",
                "merge-worker.yml/certconnect/merge/requests",
                "records-worker.yml/certconnect/records/transcript/intake",
                "records-worker.yml/certconnect/records/badge/intake")) {
            String file = intake.substring(0, intake.indexOf('/'));
            JsonNode properties = Manifests.yaml("deploy/kubernetes/base/settings/" + file)
                    .at(intake.substring(file.length()) + "/kafka-properties");

            assertThat(properties.path("[security.protocol]").asText())
                    .as(intake)
                    .isEqualTo("SSL");
        }
    }

    private static JsonNode container(String process) {
        return Manifests.resource(Manifests.of("overlays/production"), "Deployment", process)
                .at("/spec/template/spec/containers/0");
    }

    private static JsonNode ofProcess(String process) {
        return Manifests.yaml(process + "/src/main/resources/" + process + ".yml");
    }

    /** Of every value in it, a list or an empty map being one. */
    private static List<String> paths(JsonNode node, String path) {
        if (!node.isObject() || node.isEmpty()) {
            return List.of(path);
        }
        List<String> all = new ArrayList<>();
        node.properties().forEach(field -> all.addAll(paths(field.getValue(), path + "/" + field.getKey())));
        return all;
    }

    /** Spring's way from a key to an environment variable. */
    private static String variable(String path) {
        return path.substring(1).replace("/", "_").replace("-", "").toUpperCase(Locale.ROOT);
    }
}
