package io.certconnect.deciding;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.deciding.Wishes.Wish;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.DeadLetter;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Outgoing;
import io.certconnect.worker.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rule 0 and what leaves, with a matter that grants every wish. */
@Tag("storage")
class DecideRequestsTest {

    private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final String TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";
    private static final TopicPartition PARTITION = new TopicPartition("wishes", 0);

    private final HikariDataSource pool = new HikariDataSource();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private Wishes wishes;
    private DecideRequests<Wish, ?, ?> deciding;

    @BeforeEach
    void start() {
        pool.setJdbcUrl(TestServices.freshDatabase());
        pool.setUsername(TestServices.database().user());
        pool.setPassword(TestServices.database().password());
        Schema.migrate(pool);
        wishes = new Wishes();
        deciding = new DecideRequests<>(
                wishes,
                new LedgerDatabase(pool),
                new RecordEncoder(RegistryClients.of(Map.of("schema.registry.url", "mock://deciding")), true),
                new Events("answers", "/test", "io.certconnect.v1.ConnectDecided"),
                new DecisionMetrics(meters, "test"),
                Clock.systemUTC(),
                2_000);
    }

    @AfterEach
    void stop() {
        pool.close();
    }

    @Test
    void anUndecidedRequestIsDecidedAndAnnounced() {
        Outgoing answer = deciding.on(batch(wish(ID, "peace", 0)));

        ProducerRecord<byte[], byte[]> event = answer.events().getFirst();
        assertThat(answer.events()).hasSize(1);
        assertThat(event.topic()).isEqualTo("answers");
        assertThat(event.key()).asString(StandardCharsets.UTF_8).isEqualTo("wisher");
        assertThat(header(event, "ce_id")).isEqualTo(Stamp.eventIdFor(ID).toString());
        assertThat(header(event, "ce_type")).isEqualTo("io.certconnect.v1.ConnectDecided");
        assertThat(header(event, "content-type")).isEqualTo("application/avro");
        assertThat(meters.counter("certconnect.decisions", "group", "test", "outcome", "GRANTED")
                        .count())
                .isOne();
    }

    @Test
    void anOutcomeThatNeverWasIsCountedAsNone() {
        assertThat(meters.get("certconnect.decisions")
                        .tags("group", "test", "outcome", "REFUSED")
                        .counter()
                        .count())
                .isZero();
    }

    @Test
    void theRequestsTraceGoesOnInItsEvent() {
        Arrival<Wish> wish = traced(wish(ID, "peace", 0), TRACE);

        Outgoing answer = deciding.on(batch(wish));

        assertThat(header(answer.events().getFirst(), "traceparent")).isEqualTo(TRACE);
        assertThat(answer.notes())
                .containsExactly(Map.entry(wish.source(), new Outgoing.Note(ID.toString(), "GRANTED")));
    }

    @Test
    void aRedeliverysHeadersAreTheSameToTheByte() {
        Outgoing first = deciding.on(batch(traced(wish(ID, "peace", 0), TRACE)));

        Outgoing second = deciding.on(batch(traced(wish(ID, "peace", 0), TRACE)));

        assertThat(second.events().getFirst().headers())
                .isEqualTo(first.events().getFirst().headers());
    }

    /** Above all a huge one: the event, larger than its request, would fit no message, now and for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"", "00-abc", "huge"})
    void whatIsNoTraceGoesNowhere(String header) {
        String text = header.equals("huge") ? TRACE + "-" + "0".repeat(900_000) : header;

        Outgoing answer = deciding.on(batch(traced(wish(ID, "peace", 0), text)));

        assertThat(answer.events().getFirst().headers().lastHeader("traceparent"))
                .isNull();
        assertThat(answer.notes()).isEmpty();
    }

    @Test
    void nothingIsNotedOfWhatIsNotTraced() {
        Outgoing answer = deciding.on(
                batch(wish(ID, "peace", 0), traced(wish(UUID.randomUUID(), "quiet", 1), TRACE.replace("-01", "-00"))));

        assertThat(answer.events()).hasSize(2);
        assertThat(answer.notes()).isEmpty();
    }

    @Test
    void aRedeliveryGetsTheSameBytesAgain() {
        Outgoing first = deciding.on(batch(wish(ID, "peace", 0)));

        Outgoing second = deciding.on(batch(wish(ID, "peace", 0)));

        assertThat(second.events()).hasSize(1);
        assertThat(second.events().getFirst().value())
                .isEqualTo(first.events().getFirst().value());
        assertThat(header(second.events().getFirst(), "ce_id"))
                .isEqualTo(header(first.events().getFirst(), "ce_id"));
        assertThat(wishes.granted).isOne();
    }

    @Test
    void aRedeliveryWhoseEventIsKnownToBeOutGetsNothing() {
        deciding.on(batch(wish(ID, "peace", 0)));
        deciding.on(new Batch<>(List.of(), List.of(), Map.of(PARTITION, 1L)));

        Outgoing again = deciding.on(batch(wish(ID, "peace", 0)));

        assertThat(again.events()).isEmpty();
        assertThat(again.deadLetters()).isEmpty();
    }

    @Test
    void aMarkCoversOnlyWhatLiesBelowIt() {
        UUID next = UUID.randomUUID();
        deciding.on(batch(wish(ID, "peace", 0), wish(next, "quiet", 1)));
        deciding.on(new Batch<>(List.of(), List.of(), Map.of(PARTITION, 1L)));

        Outgoing again = deciding.on(batch(wish(ID, "peace", 0), wish(next, "quiet", 1)));

        assertThat(again.events())
                .extracting(event -> header(event, "ce_id"))
                .containsExactly(Stamp.eventIdFor(next).toString());
    }

    @Test
    void theSameRequestInAnotherRecordIsADuplicate() {
        deciding.on(batch(wish(ID, "peace", 0)));

        Outgoing answer = deciding.on(batch(wish(ID, "peace", 1)));

        assertThat(answer.events()).isEmpty();
        assertThat(answer.deadLetters()).isEmpty();
        assertThat(meters.counter("certconnect.duplicates", "group", "test").count())
                .isOne();
    }

    @Test
    void anotherPayloadUnderTheSameIdIsADeadLetter() {
        deciding.on(batch(wish(ID, "peace", 0)));

        Outgoing answer = deciding.on(batch(wish(ID, "war", 1)));

        assertThat(answer.events()).isEmpty();
        assertThat(answer.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetterReason.REQUEST_ID_REUSED);
    }

    @Test
    void duplicatesWithinABatchAreTold() {
        Outgoing answer = deciding.on(batch(wish(ID, "peace", 0), wish(ID, "peace", 1), wish(ID, "war", 2)));

        assertThat(answer.events()).hasSize(1);
        assertThat(answer.deadLetters())
                .extracting(letter -> letter.source().offset())
                .containsExactly(2L);
    }

    @Test
    void anAnswerTooLargeForAMessageIsADeadLetterAndItsNeighboursAreDecided() {
        UUID large = UUID.randomUUID();

        Outgoing answer = deciding.on(batch(wish(large, "x".repeat(3_000), 0), wish(ID, "peace", 1)));

        assertThat(answer.events())
                .extracting(event -> header(event, "ce_id"))
                .containsExactly(Stamp.eventIdFor(ID).toString());
        assertThat(answer.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetterReason.ANSWER_TOO_LARGE);
        assertThat(decisions()).isOne();
    }

    @Test
    void aRaceThatIsLostIsDecidedAgain() {
        wishes.beforeFirstWrite = () -> CompletableFuture.runAsync(
                        () -> deciding.on(batch(wish(ID, "peace", 7))), task -> new Thread(task).start())
                .join();

        Outgoing answer = deciding.on(batch(wish(ID, "peace", 0)));

        assertThat(answer.events()).as("the other record was decided first").isEmpty();
        assertThat(decisions()).isOne();
    }

    @Test
    void sequenceNumbersAreTakenUnderTheLocks() {
        List<Long> before = new ArrayList<>();
        wishes.whileLocking = () -> before.add(nextSequence());

        deciding.on(batch(wish(ID, "peace", 0)));

        assertThat(before).hasSize(1);
        assertThat(JdbcClient.create(pool)
                        .sql("select sequence from ledger.decision")
                        .query(Long.class)
                        .single())
                .isGreaterThan(before.getFirst());
    }

    private long nextSequence() {
        return JdbcClient.create(pool)
                .sql("select nextval('ledger.decision_sequence')")
                .query(Long.class)
                .single();
    }

    @Test
    void aNewerProducersRecordIsKept() {
        Arrival<Wish> wish = wish(ID, "peace", 0);
        Arrival<Reading.Kept<Wish>> kept = new Arrival<>(wish.source(), new Reading.Kept<>("unknown kind"));

        Outgoing answer = deciding.on(new Batch<>(List.of(), List.of(kept), Map.of()));

        assertThat(answer.deadLetters()).isEmpty();
        assertThat(JdbcClient.create(pool)
                        .sql("select reason from ledger.kept_record")
                        .query(String.class)
                        .list())
                .containsExactly("unknown kind");
    }

    private int decisions() {
        return JdbcClient.create(pool)
                .sql("select count(*) from ledger.decision")
                .query(Integer.class)
                .single();
    }

    private static String header(ProducerRecord<byte[], byte[]> event, String name) {
        return new String(event.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @SafeVarargs
    private static Batch<Wish> batch(Arrival<Wish>... wishes) {
        return new Batch<>(Arrays.asList(wishes), List.of(), Map.of());
    }

    private static Arrival<Wish> traced(Arrival<Wish> wish, String header) {
        wish.source().headers().add("traceparent", header.getBytes(StandardCharsets.UTF_8));
        return wish;
    }

    private static Arrival<Wish> wish(UUID id, String text, long offset) {
        ConsumerRecord<byte[], byte[]> source =
                new ConsumerRecord<>("wishes", 0, offset, new byte[] {1}, text.getBytes(StandardCharsets.UTF_8));
        return new Arrival<>(source, new Wish(id, text));
    }
}
