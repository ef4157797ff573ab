package io.certconnect.connector;

import io.certconnect.connector.deciding.ConnectMatter;
import io.certconnect.connector.directory.DirectoryWorker;
import io.certconnect.connector.intake.ConnectIntake;
import io.certconnect.deciding.DecideRequests;
import io.certconnect.deciding.DecisionMetrics;
import io.certconnect.deciding.Events;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Schema;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.v1.ConnectDecided;
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
@EnableConfigurationProperties(ConnectorSettings.class)
@Import(WorkerConfiguration.class)
public class ConnectorWorker {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application, ready to run alone or beside others in one JVM. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(ConnectorWorker.class).properties("spring.config.name=connector-worker");
    }

    @Bean
    LedgerDatabase ledger(DataSource dataSource) {
        Schema.migrate(dataSource);
        return new LedgerDatabase(dataSource);
    }

    @Bean
    SchemaRegistryClient registry(ConnectorSettings settings) {
        return RegistryClients.of(settings.registry());
    }

    @Bean
    Worker<?> requestWorker(
            ConnectorSettings settings,
            LedgerDatabase ledger,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        WorkerSettings requests = settings.requests();
        return new Worker<>(
                requests,
                Map.of(Topic.CONNECT_REQUESTS.topicName(), new ConnectIntake()),
                new DecideRequests<>(
                        new ConnectMatter(ledger.ledger()),
                        ledger,
                        new RecordEncoder(registry, false),
                        new Events(
                                Topic.CONNECT_EVENTS.topicName(),
                                "/certconnect/connector-worker",
                                ConnectDecided.getClassSchema().getFullName()),
                        new DecisionMetrics(meters, requests.group()),
                        Clock.systemUTC(),
                        Math.toIntExact(requests.maxEventSize().toBytes())),
                Set.of(Topic.CONNECT_EVENTS.topicName()),
                registry,
                meters,
                tracing);
    }

    @Bean
    Worker<?> directoryWorker(
            ConnectorSettings settings,
            LedgerDatabase ledger,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        return DirectoryWorker.of(settings.directory(), ledger, registry, meters, tracing);
    }
}
