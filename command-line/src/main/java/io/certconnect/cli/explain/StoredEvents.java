package io.certconnect.cli.explain;

import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.MergeDecided;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads the events that the ledger stored. The rest of a decision is worth telling without the event, so it may fail. */
final class StoredEvents {

    private final KafkaOptions kafka;
    private final PrintWriter err;

    StoredEvents(KafkaOptions kafka, PrintWriter err) {
        this.kafka = kafka;
        this.err = err;
    }

    /** The event; null, and a word about it, if it cannot be read. */
    @Nullable
    SpecificRecord read(String kind, byte[] event) {
        try (SchemaRegistryClient registry = kafka.registryClient()) {
            return kind.equals("MERGE")
                    ? new RecordDecoder<>(MergeDecided.class, registry).decode(event)
                    : new RecordDecoder<>(ConnectDecided.class, registry).decode(event);
        } catch (KafkaException e) {
            err.println("The stored event cannot be read, so the following is not all: "
                    + kafka.failure(e).getMessage());
            return null;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
