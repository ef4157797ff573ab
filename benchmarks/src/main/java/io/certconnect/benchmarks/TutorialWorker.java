package io.certconnect.benchmarks;

import static java.util.Objects.requireNonNull;

import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.Connected;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import javax.sql.DataSource;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.kafka.annotation.EnableKafka;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.config.ConcurrentKafkaListenerContainerFactory;
import org.springframework.kafka.core.DefaultKafkaConsumerFactory;
import org.springframework.kafka.core.DefaultKafkaProducerFactory;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.kafka.transaction.KafkaTransactionManager;
import org.springframework.transaction.annotation.EnableTransactionManagement;
import org.springframework.transaction.annotation.Transactional;

/**
 * The same job as tutorials write it, to be compared with: a listener that takes one record a call, a transaction of its
 * own around a handful of statements, the event sent in the Kafka transaction of the record. It connects and knows no
 * other rule, no redelivery and no bad record.
 */
public class TutorialWorker {

    static final String GROUP = "tutorial";

    public static void main(String[] arguments) throws InterruptedException {
        var context = new AnnotationConfigApplicationContext();
        context.getEnvironment().getPropertySources().addFirst(new SimpleCommandLinePropertySource(arguments));
        context.register(Wiring.class);
        context.refresh();
        context.registerShutdownHook();
        new CountDownLatch(1).await();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableKafka
    @EnableTransactionManagement
    static class Wiring {

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
        KafkaTemplate<String, byte[]> kafka(Environment settings) {
            var producers = new DefaultKafkaProducerFactory<String, byte[]>(
                    Map.of("bootstrap.servers", settings.getRequiredProperty("certconnect.kafka.servers")),
                    new StringSerializer(),
                    new ByteArraySerializer());
            producers.setTransactionIdPrefix("tutorial-");
            return new KafkaTemplate<>(producers);
        }

        @Bean
        ConcurrentKafkaListenerContainerFactory<String, byte[]> kafkaListenerContainerFactory(
                Environment settings, KafkaTemplate<String, byte[]> kafka) {
            var factory = new ConcurrentKafkaListenerContainerFactory<String, byte[]>();
            factory.setConsumerFactory(new DefaultKafkaConsumerFactory<>(
                    Map.of(
                            "bootstrap.servers",
                            settings.getRequiredProperty("certconnect.kafka.servers"),
                            "group.id",
                            GROUP,
                            "isolation.level",
                            "read_committed",
                            "auto.offset.reset",
                            "earliest"),
                    new StringDeserializer(),
                    new ByteArrayDeserializer()));
            factory.setConcurrency(settings.getRequiredProperty("concurrency", Integer.class));
            factory.getContainerProperties()
                    .setKafkaAwareTransactionManager(new KafkaTransactionManager<>(kafka.getProducerFactory()));
            return factory;
        }

        @Bean
        Connecting connecting(JdbcTemplate sql, Environment settings) {
            return new Connecting(
                    sql,
                    RegistryClients.of(
                            Map.of(RegistryClients.URL, settings.getRequiredProperty("certconnect.registry.url"))));
        }

        @Bean
        JdbcTemplate sql(DataSource dataSource) {
            return new JdbcTemplate(dataSource);
        }

        @Bean
        Listener listener(Connecting connecting, KafkaTemplate<String, byte[]> kafka) {
            return new Listener(connecting, kafka);
        }
    }

    static class Listener {

        private final Connecting connecting;
        private final KafkaTemplate<String, byte[]> kafka;

        Listener(Connecting connecting, KafkaTemplate<String, byte[]> kafka) {
            this.connecting = connecting;
            this.kafka = kafka;
        }

        @KafkaListener(topics = "connect.requests.v1")
        void on(ConsumerRecord<String, byte[]> request) {
            byte[] event = connecting.decide(request);
            CompletableFuture<?> unused = kafka.send(Topic.CONNECT_EVENTS.topicName(), request.key(), event);
        }
    }

    /** The rules that connect, and their statements. */
    static class Connecting {

        private final JdbcTemplate sql;
        private final RecordDecoder<ConnectRequested> decoder;
        private final RecordEncoder encoder;

        Connecting(JdbcTemplate sql, SchemaRegistryClient registry) {
            this.sql = sql;
            this.decoder = new RecordDecoder<>(ConnectRequested.class, registry);
            this.encoder = new RecordEncoder(registry, false);
        }

        @Transactional("transactionManager")
        public byte[] decide(ConsumerRecord<String, byte[]> source) {
            ConnectRequested request = decoder.decode(source.value());
            String learner = request.getLearnProfileId();
            UUID id = request.getRequestId();
            Instant now = Instant.now();
            require(count("select count(*) from ledger.decision where request_id = ?", id) == 0);
            String profile = requireNonNull(sql.queryForObject(
                    "select id from ledger.certification_profile where account_id = ? and status = 'ACTIVE' for no key update",
                    String.class,
                    request.getAccounts().getFirst().getAccountId()));
            require(count("select count(*) from ledger.connection where learn_profile_id = ?", learner) == 0);
            require(count("select count(*) from ledger.connection where certification_profile_id = ?", profile) == 0);
            long sequence =
                    requireNonNull(sql.queryForObject("select nextval('ledger.decision_sequence')", Long.class));
            byte[] event = encoder.encode(
                    Topic.CONNECT_EVENTS.topicName(),
                    new ConnectDecided(
                            new UUID(id.getLeastSignificantBits(), id.getMostSignificantBits()),
                            id,
                            learner,
                            sequence,
                            now,
                            ConnectOutcome.CONNECTED,
                            new Connected(profile, now, false),
                            null));
            OffsetDateTime at = now.atOffset(ZoneOffset.UTC);
            sql.update(
                    "insert into ledger.connection (learn_profile_id, certification_profile_id, connected_at, request_id)"
                            + " values (?, ?, ?, ?)",
                    learner,
                    profile,
                    at,
                    id);
            sql.update(
                    """
                    insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                        source_offset, sequence, event_id, event_key, event, certification_profile_id, outcome, rule,
                        facts, decided_at)
                    values (?, 'CONNECT', ?, ?, ?, ?, ?, ?, ?, ?, ?, 'CONNECTED', 'CONNECT', '{}', ?)
                    """,
                    id,
                    new byte[32],
                    source.topic(),
                    source.partition(),
                    source.offset(),
                    sequence,
                    new UUID(id.getLeastSignificantBits(), id.getMostSignificantBits()),
                    learner,
                    event,
                    profile,
                    at);
            return event;
        }

        private long count(String query, Object id) {
            return requireNonNull(sql.queryForObject(query, Long.class, id));
        }

        private static void require(boolean isNew) {
            if (!isNew) {
                throw new IllegalStateException("decided or connected before");
            }
        }
    }
}
