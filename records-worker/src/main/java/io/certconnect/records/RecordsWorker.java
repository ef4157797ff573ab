package io.certconnect.records;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.records.api.ApiConfiguration;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreSchema;
import io.certconnect.stores.intake.Intakes;
import io.certconnect.stores.reading.Badges;
import io.certconnect.stores.reading.Transcripts;
import io.certconnect.worker.Tracing;
import io.certconnect.worker.Worker;
import io.certconnect.worker.WorkerConfiguration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import javax.sql.DataSource;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;

/** The application: what the worker is made of. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableConfigurationProperties(RecordsSettings.class)
@Import({WorkerConfiguration.class, ApiConfiguration.class})
public class RecordsWorker {

    public static void main(String[] arguments) {
        application().run(arguments);
    }

    /** The application, ready to run alone or beside others in one JVM. */
    public static SpringApplicationBuilder application() {
        return new SpringApplicationBuilder(RecordsWorker.class).properties("spring.config.name=records-worker");
    }

    @Bean
    HikariDataSource transcriptDatabase(RecordsSettings settings) {
        return migrated(Store.TRANSCRIPT, settings);
    }

    @Bean
    HikariDataSource badgeDatabase(RecordsSettings settings) {
        return migrated(Store.BADGE, settings);
    }

    private static HikariDataSource migrated(Store store, RecordsSettings settings) {
        HikariDataSource database = StoreDataSource.forIntake(store, settings.of(store));
        StoreSchema.migrate(database, store);
        return database;
    }

    /** After the migration. */
    @Bean
    @DependsOn("transcriptDatabase")
    HikariDataSource transcriptReaders(RecordsSettings settings) {
        return StoreDataSource.forReaders(Store.TRANSCRIPT, settings.of(Store.TRANSCRIPT));
    }

    /** After the migration. */
    @Bean
    @DependsOn("badgeDatabase")
    HikariDataSource badgeReaders(RecordsSettings settings) {
        return StoreDataSource.forReaders(Store.BADGE, settings.of(Store.BADGE));
    }

    /** In the place of Boot's, which asks every pool. */
    @Bean
    HealthIndicator dbHealthIndicator(RecordsSettings settings) {
        return new StoreHealth(settings);
    }

    @Bean
    Transcripts transcripts(@Qualifier("transcriptReaders") DataSource readers) {
        return new Transcripts(readers);
    }

    @Bean
    Badges badges(@Qualifier("badgeReaders") DataSource readers) {
        return new Badges(readers);
    }

    @Bean
    SchemaRegistryClient registry(RecordsSettings settings) {
        return RegistryClients.of(settings.registry());
    }

    @Bean
    Worker<Change> transcriptWorker(
            RecordsSettings settings,
            @Qualifier("transcriptDatabase") DataSource database,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        return worker(Store.TRANSCRIPT, settings, database, registry, meters, tracing);
    }

    @Bean
    Worker<Change> badgeWorker(
            RecordsSettings settings,
            @Qualifier("badgeDatabase") DataSource database,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        return worker(Store.BADGE, settings, database, registry, meters, tracing);
    }

    private static Worker<Change> worker(
            Store store,
            RecordsSettings settings,
            DataSource database,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        return new Worker<>(
                settings.of(store).intake(),
                Intakes.of(store),
                new StoreDatabase(database, new StoreMetrics(meters, store)),
                Set.of(),
                registry,
                meters,
                tracing);
    }
}
