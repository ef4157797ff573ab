package io.certconnect.schemas.serde;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Kafka's serialiser for the values of the contract, set up by Confluent's configuration keys. Confluent's
 * KafkaAvroSerializer can take its place, and it that one's, by configuration alone.
 *
 * <p>Of Confluent's keys it knows {@code auto.register.schemas} (default true, as there), {@code use.latest.version}
 * (default false; counts where the former is false) and those of {@link RegistryClients}.
 */
public final class CertconnectAvroSerializer implements Serializer<SpecificRecord> {

    private static final String AUTO_REGISTER = "auto.register.schemas";
    private static final String USE_LATEST = "use.latest.version";

    private @Nullable SchemaRegistryClient registry;
    private @Nullable RecordEncoder encoder;

    @Override
    public void configure(Map<String, ?> config, boolean isKey) {
        if (isKey) {
            throw new ConfigException("The contract's keys are text: set key.serializer to StringSerializer");
        }
        SchemaRegistryClient client = RegistryClients.of(config);
        registry = client;
        encoder = new RecordEncoder(subjectIds(config, client));
    }

    private static SubjectIds subjectIds(Map<String, ?> config, SchemaRegistryClient registry) {
        if (flag(config, AUTO_REGISTER, true)) {
            return SubjectIds.registering(registry);
        }
        return flag(config, USE_LATEST, false) ? SubjectIds.takingLatest(registry) : SubjectIds.lookingUp(registry);
    }

    private static boolean flag(Map<String, ?> config, String key, boolean otherwise) {
        Object value = config.get(key);
        return value == null ? otherwise : Boolean.parseBoolean(value.toString());
    }

    @Override
    public byte @Nullable [] serialize(String topic, @Nullable SpecificRecord record) {
        if (record == null) {
            return null;
        }
        if (encoder == null) {
            throw new IllegalStateException("Not configured: " + RegistryClients.URL + " is needed");
        }
        try {
            return encoder.encode(topic, record);
        } catch (AvroRuntimeException | ClassCastException | NullPointerException e) {
            throw new SerializationException("A " + record.getSchema().getName() + " is not complete", e);
        }
    }

    @Override
    public void close() {
        closing(registry);
    }

    static void closing(@Nullable SchemaRegistryClient registry) {
        if (registry == null) {
            return;
        }
        try {
            registry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
