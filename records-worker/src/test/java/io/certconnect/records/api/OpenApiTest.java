package io.certconnect.records.api;

import static io.certconnect.records.api.Samples.NOON;
import static io.certconnect.records.api.Samples.awarded;
import static io.certconnect.records.api.Samples.badgeRevoked;
import static io.certconnect.records.api.Samples.connected;
import static io.certconnect.records.api.Samples.earned;
import static io.certconnect.records.api.Samples.exam;
import static io.certconnect.records.api.Samples.learnt;
import static io.certconnect.records.api.Samples.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.certconnect.records.api.ServedApi.Answer;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description says what is served, no more and no less. */
@Tag("worker")
class OpenApiTest {

    private static final TestStores STORES = new TestStores();
    private static final ServedApi API = new ServedApi(STORES.transcript(), STORES.badge());
    private static JsonNode document;

    @BeforeAll
    static void readAsClientsDo() {
        Answer answer = API.get("/api/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        document = new YAMLMapper().readTree(answer.response().body());
        STORES.transcriptTakesIn(
                connected("l1", "c1"),
                exam("c1", "a1", NOON, 700, true),
                exam("c1", "a2", NOON, null, false),
                earned("c1", "k1", LocalDate.of(2024, 5, 1), null),
                earned("c1", "k2", LocalDate.of(2024, 5, 1), LocalDate.of(2025, 5, 1)),
                revoked("c1", "k2", "fraud"),
                learnt("l1", "x1", NOON));
        STORES.badgesTakeIn(
                connected("l1", "c1"),
                awarded("c1", "b1", NOON, null),
                awarded("c1", "b2", NOON, "https://images.example/b2"),
                badgeRevoked("c1", "b2", "withdrawn"));
    }

    @AfterAll
    static void stop() {
        API.close();
    }

    @Test
    void everyPathAndMethodIsDescribedAndThereIsNoOther() {
        Set<String> served = new TreeSet<>();
        API.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
                .getHandlerMethods()
                .keySet()
                .forEach(mapping -> mapping.getPatternValues().stream()
                        .filter(path -> path.startsWith("/api"))
                        .forEach(path -> mapping.getMethodsCondition()
                                .getMethods()
                                .forEach(method -> served.add(method.name().toLowerCase(Locale.ROOT) + " " + path))));

        Set<String> described = new TreeSet<>();
        document.get("paths").properties().forEach(path -> path.getValue()
                .propertyNames()
                .forEach(method -> described.add(method + " " + path.getKey())));
        assertThat(described).isEqualTo(served).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "transcript TranscriptPage",
                "transcript?limit=1 TranscriptPage",
                "badges BadgePage",
                "badges?limit=1 BadgePage",
                "statistics Statistics",
                "nothing Problem",
                "transcript?limit=0 Problem",
                "transcript?after=x Problem"
            })
    void answersAreAsDescribed(String asked) {
        String[] parts = asked.split(" ");

        Answer answer = API.get("/api/learn-profiles/l1/" + parts[0]);

        assertThat(schema(parts[1]).validate(answer.json())).isEmpty();
    }

    @Test
    void examplesAreAsDescribed() {
        List<String> pages = List.of("TranscriptPage", "BadgePage", "Statistics");
        List<JsonNode> operations = document.get("paths").values().stream().toList();
        for (int i = 0; i < pages.size(); i++) {
            JsonNode example = operations.get(i).at("/get/responses/200/content/application~1json/example");
            assertThat(schema(pages.get(i)).validate(example)).isEmpty();
        }
        document.at("/components/responses").values().stream()
                .map(response -> response.at("/content/application~1problem+json/example"))
                .filter(example -> !example.isMissingNode())
                .forEach(example ->
                        assertThat(schema("Problem").validate(example)).isEmpty());
    }

    @Test
    void everyTypeOfProblemIsDescribed() {
        List<String> described = document.at("/components/schemas/Problem/properties/type/enum").values().stream()
                .map(JsonNode::asString)
                .toList();

        assertThat(described)
                .containsExactlyElementsOf(Stream.of(Problem.values())
                        .map(problem -> problem.type().toString())
                        .toList());
    }

    /** A control of the test itself: a field that nobody described is found. */
    @Test
    void anAnswerThatIsNotDescribedIsFound() {
        JsonNode statistics = API.get("/api/learn-profiles/l1/statistics").json();
        ((ObjectNode) statistics).put("mood", "good");

        assertThat(schema("Statistics").validate(statistics)).hasSize(1);
    }

    private static Schema schema(String name) {
        ObjectNode schema = new YAMLMapper().createObjectNode();
        schema.put("$ref", "#/components/schemas/" + name);
        schema.set("components", document.get("components"));
        return SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(schema);
    }
}
