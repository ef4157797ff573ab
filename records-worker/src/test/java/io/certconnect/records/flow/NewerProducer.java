package io.certconnect.records.flow;

import io.certconnect.flow.Publisher;
import io.certconnect.schemas.Topic;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/** A producer with a later version of a topic's schema, in which an enum has one symbol more. */
final class NewerProducer {

    private static final String SYMBOL = "FROM_A_LATER_VERSION";
    /** Confluent's wire format: a zero and the schema id. */
    private static final int FRAMING = 5;

    private final SchemaRegistryClient registry;

    NewerProducer(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * The record with the new symbol in a field.
     *
     * @param known the record as today's producers send it
     */
    ProducerRecord<byte[], byte[]> withNewSymbol(Topic topic, String field, ProducerRecord<byte[], byte[]> known)
            throws Exception {
        Schema later = later(topic.valueSchema(), field);
        byte[] value = known.value();
        GenericRecord record = new GenericDatumReader<GenericRecord>(topic.valueSchema(), later)
                .read(null, DecoderFactory.get().binaryDecoder(value, FRAMING, value.length - FRAMING, null));
        record.put(field, new GenericData.EnumSymbol(later.getField(field).schema(), SYMBOL));

        int id = registry.register(topic.subject(), new AvroSchema(later));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes(ByteBuffer.allocate(FRAMING).put((byte) 0).putInt(id).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(later).write(record, encoder);
        encoder.flush();
        return Publisher.raw(topic, new String(known.key()), bytes.toByteArray());
    }

    private static Schema later(Schema known, String field) {
        String symbols = symbols(known.getField(field).schema().getEnumSymbols());
        List<String> more = new ArrayList<>(known.getField(field).schema().getEnumSymbols());
        more.add(SYMBOL);
        return new Schema.Parser().parse(known.toString().replace(symbols, symbols(more)));
    }

    private static String symbols(List<String> names) {
        return "\"symbols\":[\"" + String.join("\",\"", names) + "\"]";
    }
}
