package io.certconnect.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.confluent.kafka.schemaregistry.CompatibilityChecker;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A schema may change only into what every earlier version can read and be read from; see the module's README. */
@Tag("rules")
class SchemaVersionsTest {

    private static final Path VERSIONS = Path.of("src/test/resources/versions");
    private static final Path FOUND = Path.of("target/versions");

    @ParameterizedTest
    @EnumSource
    void newestVersionIsTheSchemaInUse(Topic topic) throws IOException {
        List<Schema> versions = versions(topic);
        String current = topic.valueSchema().toString(true);
        Path next = Path.of(topic.valueSchema().getName(), "v" + (versions.size() + 1) + ".avsc");
        Files.createDirectories(FOUND.resolve(next).getParent());
        Files.writeString(FOUND.resolve(next), current + "\n");

        String newest = versions.isEmpty() ? "none" : versions.getLast().toString(true);

        assertThat(current)
                .as(
                        "The schema was changed. Where that is meant, copy %s to %s",
                        FOUND.resolve(next), VERSIONS.resolve(next))
                .isEqualTo(newest);
    }

    @ParameterizedTest
    @EnumSource
    void everyVersionIsCompatibleWithAllBeforeIt(Topic topic) throws IOException {
        List<Schema> versions = versions(topic);

        assertThat(versions).isNotEmpty();
        for (int newer = 1; newer < versions.size(); newer++) {
            assertThat(incompatibilities(versions.get(newer), versions.subList(0, newer)))
                    .isEmpty();
        }
        assertThat(incompatibilities(topic.valueSchema(), versions)).isEmpty();
    }

    @Test
    void aNewOptionalFieldAndANewSymbolAreCompatible() {
        Schema current = Topic.CONNECT_REQUESTS.valueSchema();

        Schema field = changed(
                current,
                "{\"name\":\"requestedAt\"",
                "{\"name\":\"via\",\"type\":[\"null\",\"string\"],\"default\":null},{\"name\":\"requestedAt\"");
        Schema symbol = changed(current, "\"WORK_OR_SCHOOL\"", "\"WORK_OR_SCHOOL\",\"SERVICE\"");

        assertThat(incompatibilities(field, List.of(current))).isEmpty();
        assertThat(incompatibilities(symbol, List.of(current))).isEmpty();
    }

    @Test
    void aNewRequiredFieldAndASymbolThatNoDefaultCatchesAreNot() {
        Schema current = Topic.CONNECT_REQUESTS.valueSchema();
        Schema withoutDefault = changed(current, ",\"default\":\"UNKNOWN\"", "");

        Schema field = changed(
                current,
                "{\"name\":\"requestedAt\"",
                "{\"name\":\"via\",\"type\":\"string\"},{\"name\":\"requestedAt\"");
        Schema symbol = changed(withoutDefault, "\"WORK_OR_SCHOOL\"", "\"WORK_OR_SCHOOL\",\"SERVICE\"");

        assertThat(incompatibilities(field, List.of(current))).isNotEmpty();
        assertThat(incompatibilities(symbol, List.of(withoutDefault))).isNotEmpty();
    }

    /** By the very check that the registry makes. */
    private static List<String> incompatibilities(Schema schema, List<Schema> earlier) {
        List<ParsedSchema> parsed = new ArrayList<>();
        earlier.forEach(version -> parsed.add(new AvroSchema(version)));
        return CompatibilityChecker.checker(CompatibilityLevel.FULL_TRANSITIVE)
                .isCompatible(new AvroSchema(schema), parsed);
    }

    private static Schema changed(Schema schema, String part, String replacement) {
        String json = schema.toString();
        assertThat(json).contains(part);
        return new Schema.Parser().parse(json.replace(part, replacement));
    }

    /** From v1 on, without a gap. */
    private static List<Schema> versions(Topic topic) throws IOException {
        Path folder = VERSIONS.resolve(topic.valueSchema().getName());
        List<Schema> versions = new ArrayList<>();
        Path next = folder.resolve("v1.avsc");
        while (Files.exists(next)) {
            versions.add(new Schema.Parser().parse(Files.readString(next)));
            next = folder.resolve("v" + (versions.size() + 1) + ".avsc");
        }
        return versions;
    }
}
