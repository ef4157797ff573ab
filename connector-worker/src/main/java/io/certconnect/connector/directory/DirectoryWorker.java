package io.certconnect.connector.directory;

import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.schemas.Topic;
import io.certconnect.worker.Tracing;
import io.certconnect.worker.Worker;
import io.certconnect.worker.WorkerSettings;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;

/** Puts together the worker that keeps the directory. */
public final class DirectoryWorker {

    private DirectoryWorker() {}

    public static Worker<?> of(
            WorkerSettings settings,
            LedgerDatabase database,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        return new Worker<>(
                settings,
                Map.of(Topic.CERTIFICATION_PROFILES.topicName(), new DirectoryIntake(Clock.systemUTC())),
                new KeepDirectory(database, meters),
                Set.of(),
                registry,
                meters,
                tracing);
    }
}
