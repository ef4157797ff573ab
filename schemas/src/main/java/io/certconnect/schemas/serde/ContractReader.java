package io.certconnect.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.schemas.TrustedRecords;
import java.io.IOException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.data.TimeConversions;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes Avro's readers for a generated class, from whatever version of its schema a record was written with. */
final class ContractReader<T extends SpecificRecord> {

    private final Schema readerSchema;
    private final FastReaderBuilder readers;

    ContractReader(Class<T> type) {
        this.readerSchema = withUuidsToCheck(SpecificData.get().getSchema(type));
        this.readers = new FastReaderBuilder(dataModel(type.getClassLoader()));
    }

    /**
     * A reader that any number of threads may use at once.
     *
     * @throws UnreadableRecordException if the type cannot be read from what that schema wrote
     */
    DatumReader<T> reading(Schema writerSchema) {
        if (!readerSchema.getFullName().equals(writerSchema.getFullName())) {
            throw new UnreadableRecordException(
                    Unreadable.WRONG_SCHEMA,
                    "Expected a " + readerSchema.getFullName() + ", got a " + writerSchema.getFullName());
        }
        if (compatibilityWith(writerSchema) != SchemaCompatibilityType.COMPATIBLE) {
            throw new UnreadableRecordException(
                    Unreadable.WRONG_SCHEMA,
                    "The writer's schema of " + readerSchema.getFullName() + " is not compatible with the reader's");
        }
        try {
            return readers.createDatumReader(writerSchema, readerSchema);
        } catch (IOException e) {
            throw new IllegalStateException("No reader for " + readerSchema.getFullName(), e);
        }
    }

    private SchemaCompatibilityType compatibilityWith(Schema writerSchema) {
        return SchemaCompatibility.checkReaderWriterCompatibility(readerSchema, writerSchema)
                .getType();
    }

    /**
     * The same schema, but its UUIDs are not marked as Java Strings. Avro's reader then asks for them by another method
     * than for all other texts, which is where {@link BoundedDecoder} checks them.
     */
    private static Schema withUuidsToCheck(Schema generated) {
        try {
            JsonNode json = new ObjectMapper().readTree(generated.toString());
            for (JsonNode parent : json.findParents(LogicalType.LOGICAL_TYPE_PROP)) {
                if (parent.path(LogicalType.LOGICAL_TYPE_PROP)
                        .asText()
                        .equals(LogicalTypes.uuid().getName())) {
                    ((ObjectNode) parent).remove(GenericData.STRING_PROP);
                }
            }
            return new Schema.Parser().parse(json.toString());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("Not a schema: " + generated.getFullName(), e);
        }
    }

    private static SpecificData dataModel(ClassLoader loader) {
        TrustedRecords.trust();
        SpecificData data = new SpecificData(loader);
        data.addLogicalTypeConversion(new Conversions.UUIDConversion());
        data.addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
        data.addLogicalTypeConversion(new TimeConversions.DateConversion());
        return data;
    }
}
