package io.certconnect.schemas.serde;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DatumWriter;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.specific.SpecificRecordBase;

/**
 * Records to bytes in Confluent's wire format. Any number of threads may share one.
 *
 * <p>The schema's subject is {@code <topic>-value} (TopicNameStrategy). Its id is asked for once per subject and schema;
 * from then on records are written without the registry.
 */
public final class RecordEncoder {

    private record Written(String topic, Schema schema) {}

    private static final int USUAL_SIZE = 256;

    private final SubjectIds ids;
    private final Map<Written, Integer> known = new ConcurrentHashMap<>();
    private final Map<Schema, DatumWriter<SpecificRecord>> writers = new ConcurrentHashMap<>();

    /** @param register whether to register a schema that the registry does not have; leave that to a release in production */
    public RecordEncoder(SchemaRegistryClient registry, boolean register) {
        this(register ? SubjectIds.registering(registry) : SubjectIds.lookingUp(registry));
    }

    RecordEncoder(SubjectIds ids) {
        this.ids = ids;
    }

    /**
     * The record's bytes, to be sent to that topic.
     *
     * @throws UnregisteredSchemaException if the registry does not have the schema, or refuses to take it
     * @throws RegistryUnavailableException if the registry had to be asked and gave no answer; try again later
     * @throws org.apache.avro.AvroRuntimeException if a required field is null
     */
    public byte[] encode(String topic, SpecificRecord record) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream(USUAL_SIZE);
        framed.writeBytes(WireFormat.header(schemaId(topic, record.getSchema())));
        try {
            BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(framed, null);
            writer(record).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("Writing to memory failed", e);
        }
        return framed.toByteArray();
    }

    private int schemaId(String topic, Schema schema) {
        Written written = new Written(topic, schema);
        Integer id = known.get(written);
        if (id == null) {
            id = ids.idOf(topic + "-value", schema);
            known.put(written, id);
        }
        return id;
    }

    private DatumWriter<SpecificRecord> writer(SpecificRecord record) {
        DatumWriter<SpecificRecord> known = writers.get(record.getSchema());
        if (known != null) {
            return known;
        }
        SpecificData data =
                record instanceof SpecificRecordBase generated ? generated.getSpecificData() : SpecificData.get();
        DatumWriter<SpecificRecord> writer = new SpecificDatumWriter<>(record.getSchema(), data);
        writers.put(record.getSchema(), writer);
        return writer;
    }
}
