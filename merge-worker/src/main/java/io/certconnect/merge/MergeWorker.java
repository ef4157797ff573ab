package io.certconnect.merge;

import io.certconnect.deciding.DecideRequests;
import io.certconnect.deciding.DecisionMetrics;
import io.certconnect.deciding.Events;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Schema;
import io.certconnect.merge.deciding.MergeMatter;
import io.certconnect.merge.intake.MergeIntake;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.stores.RecordedEntries;
import io.certconnect.v1.MergeDecided;
import io.certconnect.worker.Tracing;
import io.certconnect.worker.Worker;
import io.certconnect.worker.WorkerConfiguration;
import io.certconnect.worker.WorkerSettings;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The application: what the worker is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(MergeSettings.class)
@Import(WorkerConfiguration.class)
public class MergeWorker {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application, ready to run alone or beside others in one JVM. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(MergeWorker.class).properties("spring.config.name=merge-worker");
    }

    @Bean
    LedgerDatabase ledger(DataSource dataSource) {
        Schema.migrate(dataSource);
        return new LedgerDatabase(dataSource);
    }

    @Bean
    SchemaRegistryClient registry(MergeSettings settings) {
        return RegistryClients.of(settings.registry());
    }

    @Bean
    Worker<?> requestWorker(
            MergeSettings settings,
            LedgerDatabase ledger,
            DataSource dataSource,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        WorkerSettings requests = settings.requests();
        return new Worker<>(
                requests,
                Map.of(Topic.MERGE_REQUESTS.topicName(), new MergeIntake()),
                new DecideRequests<>(
                        new MergeMatter(ledger.merges(), new RecordedEntries(dataSource)::count),
                        ledger,
                        new RecordEncoder(registry, false),
                        new Events(
                                Topic.MERGE_EVENTS.topicName(),
                                "/certconnect/merge-worker",
                                MergeDecided.getClassSchema().getFullName()),
                        new DecisionMetrics(meters, requests.group()),
                        Clock.systemUTC(),
                        Math.toIntExact(requests.maxEventSize().toBytes())),
                Set.of(Topic.MERGE_EVENTS.topicName()),
                registry,
                meters,
                tracing);
    }
}
