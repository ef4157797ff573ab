package io.certconnect.records.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.flow.Place;
import io.certconnect.flow.Platform;
import io.certconnect.flow.Publisher;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.records.flow.StoreBooks.Totals;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.worker.DeadLetterHeaders;
import io.certconnect.worker.DeadLetterReason;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records of every topic that nobody can read, or not yet, between others that everybody can. */
@Tag("flow")
class UnreadableRecordsTest {

    private static final int MORE_THAN_IS_READ = 257 * 1024;

    private final Storing storing = new Storing();
    private final Platform platform = storing.platform();
    private final Publisher publisher = platform.publisher();
    private final StoreBooks transcript = storing.openBooks(Store.TRANSCRIPT);
    private final StoreBooks badges = storing.openBooks(Store.BADGE);

    private record Bad(DeadLetterReason reason, ProducerRecord<byte[], byte[]> record) {}

    @Test
    void areDeadLettersOfEachGroupThatReadsThemAndTheirNeighboursAreStored() {
        Map<Place, Bad> sent = new HashMap<>();
        for (Topic topic : Store.TRANSCRIPT.topics()) {
            sent.putAll(sendBetweenReadable(topic, unreadable(topic)));
        }

        try (WorkerInstance worker = storing.start("one")) {
            // Six on each topic; a readable one more than that, of which certification records are the transcript's.
            assertThat(transcript.close()).isEqualTo(new Totals(4 * 7, 0, 4 * 6, 0, 0));
            assertThat(badges.close()).isEqualTo(new Totals(2 * 7, 0, 3 * 6, 0, 7));
            assertThat(worker.counted("certconnect.worker.dead.letters")).isEqualTo(4 * 6 + 3 * 6);
            // Each group has a transactional id of its own.
            assertThat(worker.counted("certconnect.worker.publications.failed")).isZero();
        }
        assertThatLettersAreOf(sent, transcript);
        assertThatLettersAreOf(sent, badges);
    }

    private void assertThatLettersAreOf(Map<Place, Bad> sent, StoreBooks books) {
        for (ConsumerRecord<byte[], byte[]> letter : books.deadLetters()) {
            Bad source = sent.get(Place.ofSource(letter));
            assertThat(source).isNotNull();
            assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                    .asString(UTF_8)
                    .isEqualTo(source.reason().name());
            assertThat(letter.key()).isEqualTo(source.record().key());
            assertThat(letter.value()).isEqualTo(source.record().value());
        }
    }

    /** In one partition and before the worker runs: so they come as one batch. */
    private Map<Place, Bad> sendBetweenReadable(Topic topic, List<Bad> bad) {
        List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (Bad each : bad) {
            batch.add(onFirstPartition(readable(topic)));
            batch.add(onFirstPartition(each.record()));
        }
        batch.add(onFirstPartition(readable(topic)));
        List<RecordMetadata> places = publisher.send(batch);
        Map<Place, Bad> sent = new HashMap<>();
        for (int i = 0; i < bad.size(); i++) {
            sent.put(Place.of(places.get(2 * i + 1)), bad.get(i));
        }
        return sent;
    }

    private List<Bad> unreadable(Topic topic) {
        byte[] good = readable(topic).value();
        return List.of(
                new Bad(DeadLetterReason.BAD_MAGIC, raw(topic, "{\"not\": \"Avro\"}".getBytes(UTF_8))),
                new Bad(DeadLetterReason.TRUNCATED, raw(topic, Arrays.copyOf(good, good.length - 3))),
                new Bad(DeadLetterReason.OVERSIZE, raw(topic, Arrays.copyOf(good, MORE_THAN_IS_READ))),
                new Bad(DeadLetterReason.EMPTY, raw(topic, null)),
                new Bad(DeadLetterReason.MALFORMED, raw(topic, Arrays.copyOf(good, good.length + 1))),
                new Bad(DeadLetterReason.WRONG_KEY, raw(topic, good)));
    }

    private static ProducerRecord<byte[], byte[]> raw(Topic topic, byte[] value) {
        return Publisher.raw(topic, Samples.freshLearner(), value);
    }

    private static ProducerRecord<byte[], byte[]> onFirstPartition(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), 0, record.key(), record.value());
    }

    private ProducerRecord<byte[], byte[]> readable(Topic topic) {
        SpecificRecord event =
                switch (topic) {
                    case CERTIFICATION_RECORDS -> Samples.exam(Samples.freshProfile(), "a1");
                    case LEARN_ACTIVITY -> Samples.learnt(Samples.freshLearner(), "m1");
                    case CONNECT_EVENTS -> Samples.connected(Samples.freshLearner(), Samples.freshProfile());
                    case MERGE_EVENTS -> Samples.merged(Samples.freshProfile(), Samples.freshProfile());
                    case CERTIFICATION_PROFILES, CONNECT_REQUESTS, MERGE_REQUESTS ->
                        throw new IllegalArgumentException("No store reads " + topic);
                };
        return publisher.encoded(topic, event);
    }

    @Test
    void areKeptByEachStoreThatReadsThemIfANewerProducerWroteThem() throws Exception {
        NewerProducer newer = new NewerProducer(platform.registry());
        Map<Topic, RecordMetadata> places = new EnumMap<>(Topic.class);
        Map<Topic, byte[]> values = new EnumMap<>(Topic.class);
        for (Topic topic : Store.TRANSCRIPT.topics()) {
            ProducerRecord<byte[], byte[]> record = newer.withNewSymbol(topic, enumOf(topic), readable(topic));
            places.put(topic, publisher.send(List.of(record)).getFirst());
            values.put(topic, record.value());
        }

        try (WorkerInstance worker = storing.start("one")) {
            assertThat(transcript.close()).isEqualTo(new Totals(0, 0, 0, 4, 0));
            assertThat(badges.close()).isEqualTo(new Totals(0, 0, 0, 3, 0));
            assertThat(worker.counted("certconnect.worker.records.kept")).isEqualTo(7);
        }
        for (Store store : Store.values()) {
            for (Topic topic : store.topics()) {
                assertThat(keptAt(places.get(topic), store)).isEqualTo(values.get(topic));
            }
        }
    }

    private static String enumOf(Topic topic) {
        return topic.valueSchema().getField("kind") == null ? "outcome" : "kind";
    }

    private byte[] keptAt(RecordMetadata place, Store store) {
        return platform.sql()
                .sql("select value from " + store.schema()
                        + ".kept_record where topic = ? and partition = ? and \"offset\" = ?")
                .params(place.topic(), place.partition(), place.offset())
                .query(byte[].class)
                .single();
    }
}
