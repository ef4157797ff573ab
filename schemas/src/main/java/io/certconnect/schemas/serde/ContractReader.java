package io.certconnect.schemas.serde;

import io.certconnect.schemas.RecordData;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.FastReaderBuilder;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;

/** Makes Avro's readers for a generated class, from whatever version of its schema a record was written with. */
final class ContractReader<T extends SpecificRecord> {

    private final Schema readerSchema;
    private final FastReaderBuilder readers;

    ContractReader(Class<T> type) {
        this.readerSchema = SpecificData.get().getSchema(type);
        this.readers = new FastReaderBuilder(new RecordData());
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
}
