package io.certconnect.flow;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordEncoder;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** An upstream service: what it sends is on the topic when the call returns. */
public final class Publisher {

    private static final int LIMIT_SECONDS = 30;

    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordEncoder encoder;

    Publisher(Map<String, Object> client, SchemaRegistryClient registry) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("linger.ms", 0);
        this.producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
        this.encoder = new RecordEncoder(registry, false);
    }

    /** Sends records under the key that the contract wants; all at once, in their order. */
    public void send(Topic topic, List<? extends SpecificRecord> records) {
        List<ProducerRecord<byte[], byte[]>> encoded = new ArrayList<>(records.size());
        for (SpecificRecord record : records) {
            encoded.add(encoded(topic, record));
        }
        send(encoded);
    }

    /** The record as it goes on the topic; to be sent, or to be spoilt first. */
    public ProducerRecord<byte[], byte[]> encoded(Topic topic, SpecificRecord record) {
        Object key = record.get(record.getSchema().getField(topic.keyField()).pos());
        return raw(topic, key.toString(), encoder.encode(topic.topicName(), record));
    }

    public static ProducerRecord<byte[], byte[]> raw(Topic topic, String key, byte @Nullable [] value) {
        return new ProducerRecord<>(topic.topicName(), key.getBytes(UTF_8), value);
    }

    /** Sends records as they are. Returns where they lie, in their order. */
    public List<RecordMetadata> send(List<ProducerRecord<byte[], byte[]>> records) {
        List<Future<RecordMetadata>> sent = new ArrayList<>(records.size());
        for (ProducerRecord<byte[], byte[]> record : records) {
            sent.add(producer.send(record));
        }
        List<RecordMetadata> places = new ArrayList<>(records.size());
        for (Future<RecordMetadata> each : sent) {
            places.add(result(each));
        }
        return places;
    }

    private static RecordMetadata result(Future<RecordMetadata> sent) {
        try {
            return sent.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while sending", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not take the record", e);
        }
    }
}
