package io.certconnect.benchmarks;

import io.certconnect.schemas.serde.RegistryClients;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;

/**
 * What the workers that are written as tutorials do have in common: a listener that takes one record a call, a transaction of
 * its own around a handful of statements; who emits events sends them in the Kafka transaction of the record.
 */
final class TutorialWorker {

    private TutorialWorker() {}

    /** Runs until the process is ended. */
    static void run(Class<?> wiring, String[] arguments) throws InterruptedException {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        context.register(wiring);
        context.refresh();
        context.registerShutdownHook();
        new CountDownLatch(1).await();
    }

    /** Reading, and the database. */
    @Configuration(proxyBeanMethods = false)
    @EnableKafka
    @EnableTransactionManagement
    static class Listening {

        @Bean
        DataSource dataSource(Environment settings) {
            var pool = new com.zaxxer.hikari.HikariDataSource();
            pool.setJdbcUrl(settings.getRequiredProperty("spring.datasource.url"));
            pool.setUsername(settings.getRequiredProperty("spring.datasource.username"));
            pool.setPassword(settings.getRequiredProperty("spring.datasource.password"));
            return pool;
        }

        @Bean
        DataSourceTransactionManager transactionManager(DataSource dataSource) {
            return new DataSourceTransactionManager(dataSource);
        }

        @Bean
        JdbcTemplate sql(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        SchemaRegistryClient registry(Environment settings) {
            return RegistryClients.of(
                    Map.of(RegistryClients.URL, settings.getRequiredProperty("certconnect.registry.url")));
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, byte[]> kafkaListenerContainerFactory(
                Environment settings, ObjectProvider<KafkaTransactionManager<String, byte[]>> transactions) {
            var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
            factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                    Map.of(
                            "bootstrap.servers",
                            settings.getRequiredProperty("certconnect.kafka.servers"),
                            "isolation.level",
                            "read_committed",
                            "auto.offset.reset",
                            "earliest"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer()));
            factory.setConcurrency(settings.getRequiredProperty("concurrency", Integer.class));
            transactions.ifAvailable(factory.getContainerProperties()::setKafkaAwareTransactionManager);
            return factory;
        }
    }

    /** Sending, in the transaction in which a record is read. */
    @Configuration(proxyBeanMethods = false)
    static class Sending {

        @Bean
        KafkaTemplate<String, byte[]> kafka(Environment settings) {
            var producers = new DefaultKafkaProducerFactory<String, byte[]>(
                    Map.of("bootstrap.servers", settings.getRequiredProperty("certconnect.kafka.servers")),
                    new StringSerializer(),
                    new ByteArraySerializer());
            producers.setTransactionIdPrefix("tutorial-");
            return new KafkaTemplate<>(producers);
        }

        @Bean
        KafkaTransactionManager<String, byte[]> kafkaTransactions(KafkaTemplate<String, byte[]> kafka) {
            return new KafkaTransactionManager<>(kafka.getProducerFactory());
        }
    }
}
