package io.certconnect.schemas.serde;

import io.certconnect.schemas.ContractSchema;
import io.confluent.kafka.schemaregistry.ParsedSchema;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaMetadata;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.confluent.kafka.schemaregistry.client.rest.exceptions.RestClientException;
import java.io.IOException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;

/** How the id of a schema under a subject is come by. */
final class SubjectIds {

    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;

    private interface Question {
        int ask(String subject, Schema schema) throws IOException, RestClientException;
    }

    private final Question question;

    private SubjectIds(Question question) {
        this.question = question;
    }

    /** Registers the schema where it is not; the registry refuses what is not compatible. */
    static SubjectIds registering(SchemaRegistryClient registry) {
        return new SubjectIds((subject, schema) -> registry.register(subject, new AvroSchema(schema)));
    }

    /** Takes the id of exactly this schema, of whatever version. */
    static SubjectIds lookingUp(SchemaRegistryClient registry) {
        return new SubjectIds((subject, schema) -> registry.getId(subject, new AvroSchema(schema)));
    }

    /** Takes the id of the newest version, provided that it lays out the same bytes; documentation may differ. */
    static SubjectIds takingLatest(SchemaRegistryClient registry) {
        return new SubjectIds((subject, schema) -> {
            SchemaMetadata latest = registry.getLatestSchemaMetadata(subject);
            ParsedSchema parsed = registry.getSchemaById(latest.getId());
            if (parsed.rawSchema() instanceof Schema avro && laysOutAlike(avro, schema)) {
                return latest.getId();
            }
            throw new UnregisteredSchemaException(
                    "Version " + latest.getVersion() + " under " + subject + " is not the " + schema.getFullName()
                            + " that is to be sent. Use the release that has it, or turn use.latest.version off.",
                    null);
        });
    }

    int idOf(String subject, Schema generated) {
        try {
            return question.ask(subject, ContractSchema.of(generated));
        } catch (RestClientException e) {
            throw failure(subject, generated, e);
        } catch (IOException e) {
            throw new RegistryUnavailableException("The registry was not reached for " + subject, e);
        }
    }

    private static RuntimeException failure(String subject, Schema schema, RestClientException e) {
        String what = schema.getFullName() + " under " + subject;
        return switch (e.getStatus()) {
            case NOT_FOUND ->
                new UnregisteredSchemaException(
                        "The registry does not have " + what
                                + ". Register it (SchemaRegistration, or the .avsc with your registry's own tool),"
                                + " or set auto.register.schemas=true.",
                        e);
            case CONFLICT, UNPROCESSABLE ->
                new UnregisteredSchemaException("The registry refuses " + what + ": " + e.getMessage(), e);
            default ->
                new RegistryUnavailableException(
                        "The registry answered " + e.getStatus() + " when asked for " + what, e);
        };
    }

    private static boolean laysOutAlike(Schema one, Schema other) {
        return SchemaNormalization.toParsingForm(one).equals(SchemaNormalization.toParsingForm(other));
    }
}
