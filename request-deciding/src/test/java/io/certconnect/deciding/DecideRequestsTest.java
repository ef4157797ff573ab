package io.certconnect.deciding;

import static io.certconnect.deciding.WishLedger.batch;
import static io.certconnect.deciding.WishLedger.header;
import static io.certconnect.deciding.WishLedger.wish;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.deciding.Wishes.Wish;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.DeadLetter;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Outgoing;
import io.certconnect.worker.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Rule 0 and what leaves, with a matter that grants every wish. */
@Tag("storage")
class DecideRequestsTest {

    private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final TopicPartition PARTITION = new TopicPartition("wishes", 0);

    private final WishLedger ledger = new WishLedger();
    private final HikariDataSource pool = ledger.pool();
    private final SimpleMeterRegistry meters = ledger.meters();
    private final Wishes wishes = ledger.wishes();
    private final DecideRequests<Wish, ?, ?> deciding = ledger.deciding();

    @AfterEach
    void stop() {
        ledger.close();
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
    void whoRepeatsARequestWithoutAnAnswerGetsNoneEither() {
        UUID large = UUID.randomUUID();

        Outgoing answer = deciding.on(batch(wish(large, "x".repeat(3_000), 0), wish(large, "x".repeat(3_000), 1)));

        assertThat(answer.events()).isEmpty();
        assertThat(answer.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetterReason.ANSWER_TOO_LARGE, DeadLetterReason.ANSWER_TOO_LARGE);
        assertThat(wishes.granted).as("decided, to find out").isOne();
    }

    @Test
    void anIdThatGotNoAnswerIsFreeForAnotherPayload() {
        UUID large = UUID.randomUUID();

        Outgoing answer = deciding.on(batch(wish(large, "x".repeat(3_000), 0), wish(large, "peace", 1)));

        assertThat(answer.events()).hasSize(1);
        assertThat(answer.deadLetters())
                .extracting(DeadLetter::reason)
                .containsExactly(DeadLetterReason.ANSWER_TOO_LARGE);
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
}
