package io.certconnect.schemas.serde;

import io.confluent.kafka.schemaregistry.avro.AvroSchemaProvider;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientConfig;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClientFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.jspecify.annotations.Nullable;

/** Confluent's registry client from Confluent's configuration keys. */
public final class RegistryClients {

    /** One address, or several separated by commas; {@code mock://name} is a registry in memory, for tests. */
    public static final String URL = "schema.registry.url";

    private static final int SCHEMAS_CACHED_PER_SUBJECT = 1000;

    /** Confluent's own defaults are a minute each: longer than a batch may take. */
    private static final Map<String, String> TIMEOUTS = Map.of(
            SchemaRegistryClientConfig.HTTP_CONNECT_TIMEOUT_MS, "2000",
            SchemaRegistryClientConfig.HTTP_READ_TIMEOUT_MS, "5000");

    private RegistryClients() {}

    /**
     * A client that caches what it was told; close it when done.
     *
     * @param config {@code schema.registry.url} and whatever else Confluent's client knows: {@code basic.auth.*},
     *     {@code bearer.auth.*}, {@code schema.registry.ssl.*}, {@code http.*.timeout.ms}; other keys do no harm
     * @throws ConfigException if the address is missing or a setting is wrong
     */
    public static SchemaRegistryClient of(Map<String, ?> config) {
        Map<String, Object> settings = new HashMap<>(TIMEOUTS);
        config.forEach((key, value) -> {
            if (value != null) {
                settings.put(key, value);
            }
        });
        return SchemaRegistryClientFactory.newClient(
                addresses(config.get(URL)),
                SCHEMAS_CACHED_PER_SUBJECT,
                List.of(new AvroSchemaProvider()),
                settings,
                Map.of());
    }

    private static List<String> addresses(@Nullable Object value) {
        if (value instanceof List<?> list && !list.isEmpty()) {
            return list.stream().map(String::valueOf).toList();
        }
        if (value instanceof String text && !text.isBlank()) {
            return List.of(text.trim().split("\\s*,\\s*"));
        }
        throw new ConfigException(URL, value, "expected the registry's address");
    }
}
