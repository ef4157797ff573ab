package io.certconnect.benchmarks;

import static java.util.Objects.requireNonNull;

import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.Connected;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.kafka.core.KafkaTemplate;
import org.springframework.transaction.annotation.Transactional;

/** Connecting as tutorials write it. It connects and knows no other rule, no redelivery and no bad record. */
public class TutorialConnector {

    public static void main(String[] arguments) throws InterruptedException {
        TutorialWorker.run(Wiring.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @Import({TutorialWorker.Listening.class, TutorialWorker.Sending.class})
    static class Wiring {

        @Bean
        Connecting connecting(JdbcTemplate sql, SchemaRegistryClient registry) {
            return new Connecting(sql, registry);
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

        @KafkaListener(topics = "connect.requests.v1", groupId = "${group}")
        void on(ConsumerRecord<String, byte[]> request) {
            byte[] event = connecting.decide(request);
            CompletableFuture<?> unused = kafka.send(Topic.CONNECT_EVENTS.topicName(), request.key(), event);
        }
    }

    /** The rules that connect, and their statements. */
    static class Connecting {

        private final JdbcTemplate sql;
        private final TutorialDecisions decisions;
        private final RecordDecoder<ConnectRequested> decoder;
        private final RecordEncoder encoder;

        Connecting(JdbcTemplate sql, SchemaRegistryClient registry) {
            this.sql = sql;
            this.decisions = new TutorialDecisions(sql);
            this.decoder = new RecordDecoder<>(ConnectRequested.class, registry);
            this.encoder = new RecordEncoder(registry, false);
        }

        @Transactional("transactionManager")
        public byte[] decide(ConsumerRecord<String, byte[]> source) {
            ConnectRequested request = decoder.decode(source.value());
            String learner = request.getLearnProfileId();
            UUID id = request.getRequestId();
            Instant now = Instant.now();
            decisions.requireUndecided(id);
            String profile = requireNonNull(sql.queryForObject(
                    "select id from ledger.certification_profile where account_id = ? and status = 'ACTIVE' for no key update",
                    String.class,
                    request.getAccounts().getFirst().getAccountId()));
            decisions.requireNone("select count(*) from ledger.connection where learn_profile_id = ?", learner);
            decisions.requireNone("select count(*) from ledger.connection where certification_profile_id = ?", profile);
            long sequence = decisions.nextSequence();
            byte[] event = encoder.encode(
                    Topic.CONNECT_EVENTS.topicName(),
                    new ConnectDecided(
                            TutorialDecisions.eventId(id),
                            id,
                            learner,
                            sequence,
                            now,
                            ConnectOutcome.CONNECTED,
                            new Connected(profile, now, false),
                            null));
            sql.update(
                    "insert into ledger.connection (learn_profile_id, certification_profile_id, connected_at, request_id)"
                            + " values (?, ?, ?, ?)",
                    learner,
                    profile,
                    now.atOffset(ZoneOffset.UTC),
                    id);
            decisions.insert(
                    new TutorialDecisions.Made(
                            id, "CONNECT", learner, event, profile, null, "CONNECTED", sequence, now),
                    source);
            return event;
        }
    }
}
