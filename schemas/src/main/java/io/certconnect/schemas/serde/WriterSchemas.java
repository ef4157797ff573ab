package io.certconnect.schemas.serde;

import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;

/** The schemas that records were written with, by id; tells a registry that says no from one that does not answer. */
final class WriterSchemas {

    private static final int NOT_FOUND = 404;

    /** Confluent's code for "schema not found". A 404 without it comes from something else than the registry's answer. */
    private static final int SCHEMA_NOT_FOUND = 40403;

    private final SchemaRegistryClient registry;

    WriterSchemas(SchemaRegistryClient registry) {
        this.registry = registry;
    }

    /**
     * @throws UnreadableRecordException if the registry has no such schema, or it is none of Avro's
     * @throws RegistryUnavailableException if the registry did not answer that question
     */
    Schema byId(int id) {
        try {
            ParsedSchema schema = registry.getSchemaById(id);
            if (schema.rawSchema() instanceof Schema avro) {
                return avro;
            }
        } catch (RestClientException e) {
            if (isUnknown(e)) {
                throw new UnreadableRecordException(
                        Unreadable.UNKNOWN_SCHEMA_ID, "The registry has no schema of id " + id);
            }
            throw new RegistryUnavailableException(
                    "The registry answered " + e.getStatus() + " when asked for schema " + id, e);
        } catch (IOException e) {
            if (!isNoAvroSchema(e)) {
                throw new RegistryUnavailableException("The registry was not reached for schema " + id, e);
            }
        }
        throw new UnreadableRecordException(Unreadable.WRONG_SCHEMA, "Schema " + id + " is not an Avro schema");
    }

    private static boolean isUnknown(RestClientException e) {
        return e.getStatus() == NOT_FOUND && e.getErrorCode() == SCHEMA_NOT_FOUND;
    }

    /** So says Confluent's client, by the message alone, of a schema that it got and none of its providers can parse. */
    private static boolean isNoAvroSchema(IOException e) {
        String message = e.getMessage();
        return e.getClass() == IOException.class && message != null && message.startsWith("Invalid schema");
    }
}
