package io.certconnect.connector.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.flow.Books;
import io.certconnect.flow.Platform;
import io.certconnect.flow.Publisher;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.ProfileStatus;
import io.certconnect.worker.DeadLetterHeaders;
import io.certconnect.worker.DeadLetterReason;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that nobody can read, between others that everybody can. */
@Tag("flow")
class UnreadableRecordsTest {

    private static final int MORE_THAN_IS_READ = 257 * 1024;

    private final Connecting connecting = new Connecting();
    private final Platform platform = connecting.platform();
    private final Publisher publisher = platform.publisher();

    private record Bad(DeadLetterReason reason, ProducerRecord<byte[], byte[]> record) {}

    @Test
    void goToTheDeadLetterTopicAndTheirNeighboursAreDecided() throws Exception {
        List<Bad> bad = unreadable();
        ProducerRecord<byte[], byte[]> newer = ForeignPublisher.requestOfANewKind(platform.registry());
        List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (Bad each : bad) {
            batch.add(readable());
            batch.add(each.record());
        }
        batch.add(readable());
        batch.add(newer);
        batch.add(readable());
        Books books = connecting.openBooks();

        // In one partition and before the worker runs: so they come as one batch.
        List<RecordMetadata> places = publisher.send(
                batch.stream().map(UnreadableRecordsTest::onFirstPartition).toList());
        try (WorkerInstance worker = connecting.start("one")) {
            assertThat(books.close()).isEqualTo(new Books.Totals(bad.size() + 2, bad.size(), 1, 0));
            assertThat(worker.counted("certconnect.worker.records.kept")).isEqualTo(1);
        }

        Map<Long, ConsumerRecord<byte[], byte[]>> letters = lettersByOffset(books);
        for (int i = 0; i < bad.size(); i++) {
            ConsumerRecord<byte[], byte[]> letter =
                    letters.get(places.get(2 * i + 1).offset());
            assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                    .asString(UTF_8)
                    .isEqualTo(bad.get(i).reason().name());
            assertThat(letter.key()).isEqualTo(bad.get(i).record().key());
            assertThat(letter.value()).isEqualTo(bad.get(i).record().value());
        }
        assertThat(keptAt(places.get(places.size() - 2))).isEqualTo(newer.value());
    }

    @Test
    void newsThatNoTableTakesKeepNobodyElsesBack() {
        CertificationProfileChanged afterTheLastDay =
                news(TestServices.fresh("account"), Instant.parse("+57739-11-29T10:00:00Z"));
        String beyondAnIndex = new Random(7)
                .ints(3_000, '0', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        publisher.send(Topic.CERTIFICATION_PROFILES, List.of(afterTheLastDay, news(beyondAnIndex, Instant.EPOCH)));

        try (WorkerInstance worker = connecting.start("one")) {
            connecting.register(Person.fresh().registered());

            await().untilAsserted(() -> assertThat(worker.counted("certconnect.worker.dead.letters"))
                    .isEqualTo(2));
        }
    }

    private static CertificationProfileChanged news(String account, Instant updatedAt) {
        return new CertificationProfileChanged(
                TestServices.fresh("profile"), account, ProfileStatus.ACTIVE, null, null, 1L, updatedAt);
    }

    private List<Bad> unreadable() throws Exception {
        byte[] good = readable().value();
        byte[] unknownSchema = good.clone();
        ByteBuffer.wrap(unknownSchema).putInt(1, Integer.MAX_VALUE);
        return List.of(
                new Bad(DeadLetterReason.BAD_MAGIC, raw("{\"not\": \"Avro\"}".getBytes(UTF_8))),
                new Bad(DeadLetterReason.TRUNCATED, raw(Arrays.copyOf(good, good.length - 3))),
                new Bad(DeadLetterReason.TRUNCATED, raw(Arrays.copyOf(good, 4))),
                new Bad(DeadLetterReason.UNKNOWN_SCHEMA_ID, raw(unknownSchema)),
                new Bad(DeadLetterReason.OVERSIZE, raw(Arrays.copyOf(good, MORE_THAN_IS_READ))),
                new Bad(DeadLetterReason.EMPTY, raw(null)),
                new Bad(DeadLetterReason.EMPTY, raw(new byte[0])),
                new Bad(DeadLetterReason.MALFORMED, raw(Arrays.copyOf(good, good.length + 1))),
                new Bad(DeadLetterReason.MALFORMED, ForeignPublisher.requestWithId("no-uuid", platform.registry())),
                new Bad(DeadLetterReason.WRONG_KEY, raw(good)),
                new Bad(
                        DeadLetterReason.WRONG_SCHEMA,
                        raw(publisher
                                .encoded(
                                        Topic.CERTIFICATION_PROFILES,
                                        Person.fresh().registered())
                                .value())));
    }

    private ProducerRecord<byte[], byte[]> readable() {
        ConnectRequested request = Person.fresh().asks();
        return publisher.encoded(Topic.CONNECT_REQUESTS, request);
    }

    private static ProducerRecord<byte[], byte[]> raw(byte[] value) {
        return Publisher.raw(Topic.CONNECT_REQUESTS, TestServices.fresh("learner"), value);
    }

    private static ProducerRecord<byte[], byte[]> onFirstPartition(ProducerRecord<byte[], byte[]> record) {
        return new ProducerRecord<>(record.topic(), 0, record.key(), record.value());
    }

    private static Map<Long, ConsumerRecord<byte[], byte[]>> lettersByOffset(Books books) {
        Map<Long, ConsumerRecord<byte[], byte[]>> letters = new HashMap<>();
        for (ConsumerRecord<byte[], byte[]> letter : books.deadLetters()) {
            byte[] offset = letter.headers()
                    .lastHeader(DeadLetterHeaders.ORIGINAL_OFFSET)
                    .value();
            letters.put(ByteBuffer.wrap(offset).getLong(), letter);
        }
        return letters;
    }

    private byte[] keptAt(RecordMetadata place) {
        return platform.sql()
                .sql("select value from ledger.kept_record where topic = ? and partition = ? and \"offset\" = ?")
                .params(place.topic(), place.partition(), place.offset())
                .query(byte[].class)
                .single();
    }
}
