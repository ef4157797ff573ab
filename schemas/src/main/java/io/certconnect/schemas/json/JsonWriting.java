package io.certconnect.schemas.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;

/** What a generated class has in its fields to JSON. */
final class JsonWriting {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private JsonWriting() {}

    static JsonNode node(Object value) {
        return switch (value) {
            case SpecificRecord record -> object(record);
            case List<?> items -> array(items);
            case Boolean flag -> NODES.booleanNode(flag);
            case Integer number -> NODES.numberNode(number);
            case Long number -> NODES.numberNode(number);
            // text, UUIDs, enums, times and dates: each is written as it calls itself
            default -> NODES.textNode(value.toString());
        };
    }

    private static ObjectNode object(SpecificRecord record) {
        ObjectNode object = NODES.objectNode();
        for (Schema.Field field : record.getSchema().getFields()) {
            Object value = record.get(field.pos());
            if (value != null) {
                object.set(field.name(), node(value));
            }
        }
        return object;
    }

    private static ArrayNode array(List<?> items) {
        ArrayNode array = NODES.arrayNode(items.size());
        items.forEach(item -> array.add(node(item)));
        return array;
    }
}
