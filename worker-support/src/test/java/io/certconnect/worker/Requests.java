package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.v1.ConnectRequested;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;

/** Sample records, and the door that tells them apart by their Learn profile's id. */
final class Requests implements Intake<ConnectRequested, String> {

    static final String TOPIC = "connect.requests.v1";

    private int away;
    private int askedWhileAway;
    final SchemaRegistryClient registry = new MockSchemaRegistryClient() {
        @Override
        public ParsedSchema getSchemaById(int id) throws IOException, RestClientException {
            if (away > 0) {
                away--;
                askedWhileAway++;
                throw new ConnectException("the registry is away");
            }
            return super.getSchemaById(id);
        }
    };
    private final RecordEncoder encoder = new RecordEncoder(registry, true);

    /** The registry does not answer the next requests. */
    void registryAwayFor(int requests) {
        away = requests;
    }

    int askedWhileAway() {
        return askedWhileAway;
    }

    @Override
    public Class<ConnectRequested> type() {
        return ConnectRequested.class;
    }

    @Override
    public Reading<String> read(String key, ConnectRequested value) {
        if (!key.equals(value.getLearnProfileId())) {
            return new Reading.Unreadable<>(DeadLetterReason.WRONG_KEY, "the key is not the Learn profile's id");
        }
        if (key.startsWith("newer")) {
            return new Reading.Kept<>("from the future");
        }
        return new Reading.Readable<>(key);
    }

    byte[] bytesOf(String learnProfileId) {
        return encoder.encode(
                TOPIC,
                ConnectRequested.newBuilder()
                        .setRequestId(UUID.randomUUID())
                        .setLearnProfileId(learnProfileId)
                        .setAccounts(List.of())
                        .setRequestedAt(Instant.ofEpochMilli(1))
                        .build());
    }

    ProducerRecord<byte[], byte[]> from(String topic, String learnProfileId) {
        return new ProducerRecord<>(topic, learnProfileId.getBytes(UTF_8), bytesOf(learnProfileId));
    }

    ConsumerRecord<byte[], byte[]> at(int partition, long offset, String learnProfileId) {
        return raw(partition, offset, learnProfileId.getBytes(UTF_8), bytesOf(learnProfileId));
    }

    static ConsumerRecord<byte[], byte[]> raw(int partition, long offset, byte[] key, byte[] value) {
        return new ConsumerRecord<>(
                TOPIC,
                partition,
                offset,
                1_700_000_000_000L,
                TimestampType.CREATE_TIME,
                0,
                0,
                key,
                value,
                new RecordHeaders(),
                Optional.empty());
    }
}
