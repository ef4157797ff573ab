package io.certconnect.connector.flow;

import io.certconnect.flow.Publisher;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Publishers that do not use our classes: one with a later version of the schema, one that is careless with ids. */
final class ForeignPublisher {

    private static final String SYMBOLS = "\"symbols\":[\"PERSONAL\",\"WORK_OR_SCHOOL\",";

    private ForeignPublisher() {}

    /** A request with an account of a kind that only the publisher's version knows. */
    static ProducerRecord<byte[], byte[]> requestOfANewKind(SchemaRegistryClient registry) throws Exception {
        String known = Topic.CONNECT_REQUESTS.valueSchema().toString();
        Schema later = new Schema.Parser().parse(known.replace(SYMBOLS, SYMBOLS + "\"FAMILY\","));
        return request(UUID.randomUUID().toString(), "FAMILY", later, registry);
    }

    /** A request whose id is not a UUID, which Avro itself does not mind. */
    static ProducerRecord<byte[], byte[]> requestWithId(String id, SchemaRegistryClient registry) throws Exception {
        return request(id, "PERSONAL", Topic.CONNECT_REQUESTS.valueSchema(), registry);
    }

    private static ProducerRecord<byte[], byte[]> request(
            String id, String kind, Schema schema, SchemaRegistryClient registry) throws Exception {
        Schema accounts = schema.getField("accounts").schema();
        Schema account = accounts.getElementType();
        GenericData.Record holder = new GenericData.Record(account);
        holder.put("accountId", TestServices.fresh("account"));
        holder.put("kind", new GenericData.EnumSymbol(account.getField("kind").schema(), kind));
        String learner = TestServices.fresh("learner");
        GenericData.Record request = new GenericData.Record(schema);
        request.put("requestId", id);
        request.put("learnProfileId", learner);
        request.put("accounts", List.of(holder));
        request.put("requestedAt", System.currentTimeMillis());

        int schemaId = registry.register(Topic.CONNECT_REQUESTS.subject(), new AvroSchema(schema));
        return Publisher.raw(Topic.CONNECT_REQUESTS, learner, framed(schemaId, request));
    }

    private static byte[] framed(int schemaId, GenericData.Record record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(0);
        bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(schemaId).array());
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericData.Record>(record.getSchema()).write(record, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }
}
