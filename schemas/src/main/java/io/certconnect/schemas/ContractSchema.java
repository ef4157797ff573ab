package io.certconnect.schemas;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;

/**
 * The schema of a generated class as the contract has it.
 *
 * <p>Generated classes carry a schema in which every string says that Java reads it as a String. Registered like that it
 * would be another schema than the one a producer in another language registers from the same file.
 */
public final class ContractSchema {

    private static final ObjectMapper JSON = new ObjectMapper();

    private ContractSchema() {}

    /** The same schema without what only Java needs. */
    public static Schema of(Schema generated) {
        try {
            JsonNode json = JSON.readTree(generated.toString());
            removeStringType(json);
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a schema: " + generated.getFullName(), e);
        }
    }

    private static void removeStringType(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.remove(GenericData.STRING_PROP);
        }
        node.forEach(ContractSchema::removeStringType);
    }
}
