package io.certconnect.schemas.serde;

import io.certconnect.schemas.Topic;
import io.confluent.kafka.schemaregistry.CompatibilityLevel;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;

/** Puts the schemas of the whole contract into a registry. Doing it again changes nothing. */
public final class SchemaRegistration {

    private final SchemaRegistryClient registry;

    public SchemaRegistration(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * Registers every topic's schema and has the registry refuse, from then on, what is not compatible with all earlier
     * versions. Compatibility is set first, so that a schema which breaks it is refused here as well.
     *
     * @throws UnregisteredSchemaException if the registry refuses a schema
     * @throws RegistryUnavailableException if the registry gives no answer; doing it again completes it
     */
    public void registerAll() {
        SubjectIds ids = SubjectIds.registering(registry);
        for (Topic topic : Topic.values()) {
            refuseIncompatible(topic.subject());
            ids.idOf(topic.subject(), topic.valueSchema());
        }
    }

    private void refuseIncompatible(String subject) {
        try {
            registry.updateCompatibility(subject, CompatibilityLevel.FULL_TRANSITIVE.name);
        } catch (RestClientException | IOException e) {
            throw new RegistryUnavailableException("The compatibility of " + subject + " could not be set", e);
        }
    }
}
