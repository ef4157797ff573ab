package io.certconnect.benchmarks;

import static java.util.Objects.requireNonNull;

import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergeRequested;
import io.certconnect.v1.Merged;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Instant;
import java.util.List;
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

/**
 * Merging as tutorials write it. It merges a profile that nobody is connected to and that has absorbed none; it knows no
 * other rule, no redelivery and no bad record.
 */
public class TutorialMerger {

    public static void main(String[] arguments) throws InterruptedException {
        TutorialWorker.run(Wiring.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @Import({TutorialWorker.Listening.class, TutorialWorker.Sending.class})
    static class Wiring {

        @Bean
        Merging merging(JdbcTemplate sql, SchemaRegistryClient registry) {
            return new Merging(sql, registry);
        }

        @Bean
        Listener listener(Merging merging, KafkaTemplate<String, byte[]> kafka) {
            return new Listener(merging, kafka);
        }
    }

    static class Listener {

        private final Merging merging;
        private final KafkaTemplate<String, byte[]> kafka;

        Listener(Merging merging, KafkaTemplate<String, byte[]> kafka) {
            this.merging = merging;
            this.kafka = kafka;
        }

        @KafkaListener(topics = "merge.requests.v1", groupId = "${group}")
        void on(ConsumerRecord<String, byte[]> request) {
            byte[] event = merging.decide(request);
            CompletableFuture<?> unused = kafka.send(Topic.MERGE_EVENTS.topicName(), request.key(), event);
        }
    }

    /** The rule that merges, and its statements. */
    static class Merging {

        private final JdbcTemplate sql;
        private final TutorialDecisions decisions;
        private final RecordDecoder<MergeRequested> decoder;
        private final RecordEncoder encoder;

        Merging(JdbcTemplate sql, SchemaRegistryClient registry) {
            this.sql = sql;
            this.decisions = new TutorialDecisions(sql);
            this.decoder = new RecordDecoder<>(MergeRequested.class, registry);
            this.encoder = new RecordEncoder(registry, false);
        }

        @Transactional("transactionManager")
        public byte[] decide(ConsumerRecord<String, byte[]> source) {
            MergeRequested request = decoder.decode(source.value());
            String survivor = request.getSurvivorId();
            String absorbed = request.getAbsorbedId();
            UUID id = request.getRequestId();
            Instant now = Instant.now();
            decisions.requireUndecided(id);
            requireActiveRoot(survivor);
            requireActiveRoot(absorbed);
            decisions.requireNone("select count(*) from ledger.certification_profile where merged_into = ?", absorbed);
            decisions.requireNone(
                    "select count(*) from ledger.connection where certification_profile_id = ?", absorbed);
            long sequence = decisions.nextSequence();
            byte[] event = encoder.encode(
                    Topic.MERGE_EVENTS.topicName(),
                    new MergeDecided(
                            TutorialDecisions.eventId(id),
                            id,
                            survivor,
                            absorbed,
                            sequence,
                            now,
                            request.getRequestedBy(),
                            request.getTicket(),
                            MergeOutcome.MERGED,
                            new Merged(null, List.of(absorbed), false),
                            null,
                            null,
                            null));
            sql.update(
                    "update ledger.certification_profile set merged_into = ?, root_id = ? where id = ?",
                    survivor,
                    survivor,
                    absorbed);
            decisions.insert(
                    new TutorialDecisions.Made(
                            id, "MERGE", survivor, event, survivor, absorbed, "MERGED", sequence, now),
                    source);
            return event;
        }

        private void requireActiveRoot(String profile) {
            String found = requireNonNull(sql.queryForObject(
                    "select root_id from ledger.certification_profile where id = ? and status = 'ACTIVE' for no key update",
                    String.class,
                    profile));
            if (!found.equals(profile)) {
                throw new IllegalStateException(profile + " was absorbed");
            }
        }
    }
}
