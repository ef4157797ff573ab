package io.certconnect.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.certconnect.console.ServedConsole.Answer;
import io.certconnect.console.problem.Problem;
import io.certconnect.lag.rules.Status;
import io.certconnect.local.testing.TestServices;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/** The description says what is served, no more and no less. */
@Tag("worker")
class OpenApiTest {

    private static final String TOPIC = TestServices.freshTopic("lag", 2);
    private static final ServedConsole CONSOLE = new ServedConsole(
            TestServices.broker().bootstrapServers(),
            "certconnect.console.lag.more[0].group=never-ran",
            "certconnect.console.lag.more[0].topics=" + TOPIC);
    private static JsonNode document;

    @BeforeAll
    static void readAsClientsDo() {
        Answer answer = CONSOLE.get("/api/openapi.yaml");
        assertThat(answer.status()).isEqualTo(200);
        document = new YAMLMapper().readTree(answer.response().body());
        await().until(() -> CONSOLE.get("/api/lag").status() == 200);
    }

    @AfterAll
    static void stop() {
        CONSOLE.close();
    }

    @Test
    void everyPathAndMethodIsDescribedAndThereIsNoOther() {
        Set<String> served = new TreeSet<>();
        CONSOLE.bean("requestMappingHandlerMapping", RequestMappingHandlerMapping.class)
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
        assertThat(described).isEqualTo(served).hasSize(1);
    }

    @Test
    void answersAreAsDescribed() {
        JsonNode lag = CONSOLE.get("/api/lag").json();

        assertThat(schema("Lag").validate(lag)).isEmpty();
        assertThat(lag.at("/groups/6/partitions")).hasSize(2);
    }

    @Test
    void problemsAreAsDescribed() {
        Answer unknown = CONSOLE.get("/api/nothing");
        Answer post = CONSOLE.send("POST", "/api/lag");
        Answer text = CONSOLE.get("/api/lag", "Accept", "text/html");

        assertThat(List.of(unknown.status(), post.status(), text.status())).containsExactly(404, 405, 406);
        for (Answer answer : List.of(unknown, post, text)) {
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(schema("Problem").validate(answer.json())).isEmpty();
        }
    }

    @Test
    void examplesAreAsDescribed() {
        assertThat(schema("Lag")
                        .validate(document.at("/paths/~1api~1lag/get/responses/200/content/application~1json/example")))
                .isEmpty();
        assertThat(schema("Problem")
                        .validate(document.at(
                                "/components/responses/NotMeasuredYet/content/application~1problem+json/example")))
                .isEmpty();
    }

    @Test
    void everyTypeOfProblemAndEveryStatusIsDescribed() {
        assertThat(texts("/components/schemas/Problem/properties/type/enum"))
                .containsExactlyElementsOf(Arrays.stream(Problem.values())
                        .map(problem -> problem.type().toString())
                        .toList());
        assertThat(texts("/components/schemas/Status/enum"))
                .containsExactlyElementsOf(
                        Arrays.stream(Status.values()).map(Status::name).toList());
    }

    /** A control of the test itself: a field that nobody described is found. */
    @Test
    void anAnswerThatIsNotDescribedIsFound() {
        JsonNode lag = CONSOLE.get("/api/lag").json();
        ((ObjectNode) lag.at("/groups/0")).put("mood", "good");

        assertThat(schema("Lag").validate(lag)).hasSize(1);
    }

    private static List<String> texts(String pointer) {
        return document.at(pointer).values().stream().map(JsonNode::asString).toList();
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
