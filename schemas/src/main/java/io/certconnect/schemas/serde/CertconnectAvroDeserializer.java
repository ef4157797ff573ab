package io.certconnect.schemas.serde;

import io.certconnect.schemas.Topic;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's deserialiser for the values of the contract, set up by Confluent's configuration keys; see
 * {@link RegistryClients}. The class comes from the name of the schema that the record was written with, so one consumer
 * may read several topics.
 *
 * <p>A consumer gets Kafka's RecordDeserializationException, whose cause is an {@link UnreadableRecordException} (skip the
 * record, or keep its bytes) or a {@link RegistryUnavailableException} (poll again).
 */
public final class CertconnectAvroDeserializer implements Deserializer<SpecificRecord> {

    private record Registry(SchemaRegistryClient client, WriterSchemas schemas) {}

    private @Nullable Registry registry;
    private final Map<Integer, RecordDecoder<?>> decoders = new ConcurrentHashMap<>();

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        if (isKey) {
            throw new ConfigException("The contract's keys are text: set key.deserializer to StringDeserializer");
        }
        SchemaRegistryClient client = RegistryClients.of(config);
        registry = new Registry(client, new WriterSchemas(client));
    }

    @Override
    public @Nullable SpecificRecord deserialize(String topic, byte @Nullable [] framed) {
        return framed == null ? null : decoder(WireFormat.schemaId(framed)).decode(framed);
    }

    private RecordDecoder<?> decoder(int schemaId) {
        RecordDecoder<?> known = decoders.get(schemaId);
        if (known != null) {
            return known;
        }
        if (registry == null) {
            throw new IllegalStateException("Not configured: " + RegistryClients.URL + " is needed");
        }
        String name = registry.schemas().byId(schemaId).getFullName();
        RecordDecoder<?> decoder = new RecordDecoder<>(typeNamed(name), registry.client());
        decoders.put(schemaId, decoder);
        return decoder;
    }

    private static Class<? extends SpecificRecord> typeNamed(String name) {
        for (Topic topic : Topic.values()) {
            if (topic.valueSchema().getFullName().equals(name)) {
                return topic.valueType();
            }
        }
        throw new UnreadableRecordException(Unreadable.WRONG_SCHEMA, "The contract has no record " + name);
    }

    @Override
    public void close() {
        CertconnectAvroSerializer.closing(registry == null ? null : registry.client());
    }
}
