package io.certconnect.quickstart;

import io.certconnect.local.LocalServiceException;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.stores.reading.Badge;
import io.certconnect.stores.reading.Badges;
import io.certconnect.stores.reading.Page;
import io.certconnect.stores.reading.TranscriptEntry;
import io.certconnect.stores.reading.Transcripts;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.MergeDecided;
import io.certconnect.worker.DeadLetterHeaders;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** What the story needs of Kafka and the ledger: to send, and to wait for what comes of it. */
final class Stage implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Quickstart quickstart;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RecordEncoder encoder;
    private final RecordDecoder<ConnectDecided> connects;
    private final RecordDecoder<MergeDecided> merges;

    Stage(Quickstart quickstart) {
        this.quickstart = quickstart;
        this.producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", quickstart.bootstrap()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
        this.encoder = new RecordEncoder(quickstart.registry(), false);
        this.connects = new RecordDecoder<>(ConnectDecided.class, quickstart.registry());
        this.merges = new RecordDecoder<>(MergeDecided.class, quickstart.registry());
    }

    void send(Topic topic, String key, SpecificRecord value) {
        sendBytes(topic, key, encoder.encode(topic.topicName(), value));
    }

    void sendBytes(Topic topic, String key, byte[] value) {
        producer.send(new ProducerRecord<>(topic.topicName(), key.getBytes(StandardCharsets.UTF_8), value));
        producer.flush();
    }

    ConnectDecided awaitDecision(UUID request) {
        return await("the decision on request " + request, Topic.CONNECT_EVENTS.topicName(), message -> {
            ConnectDecided decided = connects.decode(message.value());
            return decided.getRequestId().equals(request) ? Optional.of(decided) : Optional.empty();
        });
    }

    MergeDecided awaitMergeDecision(UUID request) {
        return await("the decision on merge request " + request, Topic.MERGE_EVENTS.topicName(), message -> {
            MergeDecided decided = merges.decode(message.value());
            return decided.getRequestId().equals(request) ? Optional.of(decided) : Optional.empty();
        });
    }

    /** Returns the reason that the dead letter gives. */
    String awaitDeadLetter(Topic topic, String key) {
        return await("the dead letter of " + key, topic.deadLetters(), message -> {
            Header reason = message.headers().lastHeader(DeadLetterHeaders.REASON);
            boolean isIt = key.equals(new String(message.key(), StandardCharsets.UTF_8)) && reason != null;
            return isIt ? Optional.of(new String(reason.value(), StandardCharsets.UTF_8)) : Optional.empty();
        });
    }

    private <T> T await(String what, String topic, Function<ConsumerRecord<byte[], byte[]>, Optional<T>> isIt) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", quickstart.bootstrap(), "isolation.level", "read_committed");
        try (KafkaConsumer<byte[], byte[]> consumer =
                new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = consumer.partitionsFor(topic).stream()
                    .map(partition -> new TopicPartition(topic, partition.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                for (ConsumerRecord<byte[], byte[]> message : consumer.poll(Duration.ofMillis(200))) {
                    Optional<T> found = isIt.apply(message);
                    if (found.isPresent()) {
                        return found.get();
                    }
                }
            }
        }
        throw new LocalServiceException(what + " did not come within " + PATIENCE.toSeconds() + " s");
    }

    /** The learner's transcript, once it has that many entries. */
    List<TranscriptEntry> awaitTranscript(String learner, int entries) {
        return awaitStore("the transcript of " + learner, () -> quickstart
                .stores(Transcripts.class)
                .page(learner, null, entries + 1)
                .map(Page::entries)
                .filter(found -> found.size() == entries));
    }

    /** The learner's badges, once there are that many. */
    List<Badge> awaitBadges(String learner, int badges) {
        return awaitStore("the badges of " + learner, () -> quickstart
                .stores(Badges.class)
                .page(learner, null, badges + 1)
                .map(Page::entries)
                .filter(found -> found.size() == badges));
    }

    private static <T> T awaitStore(String what, Supplier<Optional<T>> store) {
        try {
            for (long end = System.nanoTime() + PATIENCE.toNanos(); System.nanoTime() < end; ) {
                Optional<T> found = store.get();
                if (found.isPresent()) {
                    return found.get();
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LocalServiceException(what + " did not come within " + PATIENCE.toSeconds() + " s");
    }

    /** Requests and profiles travel on different topics: without this, a request could overtake its profile. */
    void awaitProfiles(int number) {
        try (Connection database = DriverManager.getConnection(
                        quickstart.databaseUrl(),
                        quickstart.services().database().user(),
                        quickstart.services().database().password());
                var count = database.prepareStatement("select count(*) from ledger.certification_profile")) {
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (System.nanoTime() < end) {
                try (var rows = count.executeQuery()) {
                    if (rows.next() && rows.getInt(1) >= number) {
                        return;
                    }
                }
                TimeUnit.MILLISECONDS.sleep(50);
            }
        } catch (SQLException e) {
            throw new LocalServiceException("the ledger does not answer", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new LocalServiceException(
                "the directory did not take in the profiles within " + PATIENCE.toSeconds() + " s");
    }

    @Override
    public void close() {
        producer.close();
    }
}
