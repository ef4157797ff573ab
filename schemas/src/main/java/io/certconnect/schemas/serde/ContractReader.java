package io.certconnect.schemas.serde;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
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
import org.jspecify.annotations.Nullable;

/** Makes Avro's readers for a generated class, from whatever version of its schema a record was written with. */
final class ContractReader<T extends SpecificRecord> {

    private final Schema readerSchema;
    private final FastReaderBuilder readers;

    ContractReader(Class<T> type) {
        this.readerSchema = withUuidsToCheck(SpecificData.get().getSchema(type));
        this.readers = new FastReaderBuilder(new GeneratedClasses(type.getClassLoader(), readerSchema));
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

    /**
     * Finds the classes of a schema without asking Avro, which loads by name and therefore only from packages that a
     * system property of the whole JVM trusts. Here the names come from our own generated schema, and nobody has to set
     * anything.
     */
    private static final class GeneratedClasses extends SpecificData {

        private final Map<String, Class<?>> classes = new HashMap<>();

        GeneratedClasses(ClassLoader loader, Schema schema) {
            super(loader);
            addLogicalTypeConversion(new Conversions.UUIDConversion());
            addLogicalTypeConversion(new TimeConversions.TimestampMillisConversion());
            addLogicalTypeConversion(new TimeConversions.DateConversion());
            collect(schema);
        }

        @Override
        @SuppressWarnings("rawtypes")
        public @Nullable Class getClass(Schema schema) {
            return switch (schema.getType()) {
                case RECORD, ENUM, FIXED -> classes.get(schema.getFullName());
                default -> super.getClass(schema);
            };
        }

        private void collect(Schema schema) {
            switch (schema.getType()) {
                case RECORD -> {
                    if (classes.put(schema.getFullName(), load(schema)) == null) {
                        schema.getFields().forEach(field -> collect(field.schema()));
                    }
                }
                case ENUM, FIXED -> classes.put(schema.getFullName(), load(schema));
                case ARRAY -> collect(schema.getElementType());
                case MAP -> collect(schema.getValueType());
                case UNION -> schema.getTypes().forEach(this::collect);
                default -> {
                    // has no class of its own
                }
            }
        }

        private Class<?> load(Schema schema) {
            try {
                return Class.forName(schema.getFullName(), true, getClassLoader());
            } catch (ClassNotFoundException e) {
                throw new IllegalStateException("No generated class for " + schema.getFullName(), e);
            }
        }
    }
}
