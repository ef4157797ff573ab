package io.certconnect.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("rules")
class SchemaConventionsTest {

    static Stream<Schema> namedSchemas() {
        Map<String, Schema> found = new LinkedHashMap<>();
        Arrays.stream(Topic.values()).forEach(topic -> collect(topic.valueSchema(), found));
        return found.values().stream();
    }

    @ParameterizedTest
    @MethodSource("namedSchemas")
    void isDocumentedAndInTheContractsNamespace(Schema schema) {
        assertThat(schema.getNamespace()).isEqualTo("io.certconnect.v1");
        assertThat(schema.getDoc()).isNotBlank();
        if (schema.getType() == Schema.Type.RECORD) {
            assertThat(schema.getFields())
                    .allSatisfy(
                            field -> assertThat(field.doc()).as(field.name()).isNotBlank());
        }
    }

    @ParameterizedTest
    @MethodSource("namedSchemas")
    void anEnumFallsBackToUnknown(Schema schema) {
        if (schema.getType() == Schema.Type.ENUM) {
            assertThat(schema.getEnumDefault()).isEqualTo("UNKNOWN");
        }
    }

    @ParameterizedTest
    @MethodSource("namedSchemas")
    void aUnionIsNullAndOneOtherAndDefaultsToNull(Schema schema) {
        if (schema.getType() != Schema.Type.RECORD) {
            return;
        }
        for (Schema.Field field : schema.getFields()) {
            if (field.schema().isUnion()) {
                assertThat(field.schema().getTypes()).as(field.name()).hasSize(2);
                assertThat(field.schema().getTypes().getFirst().getType()).isEqualTo(Schema.Type.NULL);
                assertThat(field.defaultVal()).as(field.name()).isEqualTo(JsonProperties.NULL_VALUE);
            }
        }
    }

    private static void collect(Schema schema, Map<String, Schema> found) {
        switch (schema.getType()) {
            case RECORD -> {
                found.put(schema.getFullName(), schema);
                schema.getFields().forEach(field -> collect(field.schema(), found));
            }
            case ENUM -> found.put(schema.getFullName(), schema);
            case ARRAY -> collect(schema.getElementType(), found);
            case UNION -> schema.getTypes().forEach(type -> collect(type, found));
            default -> assertThat(schema.getType()).isNotIn(Schema.Type.MAP, Schema.Type.FIXED);
        }
    }
}
