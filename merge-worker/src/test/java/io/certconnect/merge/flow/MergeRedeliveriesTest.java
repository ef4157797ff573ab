package io.certconnect.merge.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.flow.Books;
import io.certconnect.flow.Publisher;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.merge.flow.Samples.Pair;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergeRequested;
import io.certconnect.worker.DeadLetterHeaders;
import io.certconnect.worker.DeadLetterReason;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Records that come again, and records that nobody may decide. */
@Tag("flow")
class MergeRedeliveriesTest {

    private final Merging merging = new Merging();
    private final Publisher publisher = merging.platform().publisher();
    private final Pair pair = Pair.fresh();
    private WorkerInstance worker;
    private Books books;

    @BeforeEach
    void start() {
        worker = merging.start("one").ready();
        books = merging.openBooks();
        merging.know(pair.known());
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    @Test
    void mergesNothingAgainAndPublishesNothingAgainWhenOffsetsAreSetBack() {
        merging.request(pair.merge(), pair.unmerge(), Pair.fresh().merge());
        books.close();
        worker.close();

        merging.platform().group(Merging.GROUP).set(books.opening());
        worker = merging.start("one").ready();

        assertThat(books.close()).isEqualTo(new Books.Totals(3, 0, 0, 0));
        assertThat(worker.counted("certconnect.redeliveries.answered")).isEqualTo(3);
        assertThat(merging.survivorOf(pair.absorbed())).isEqualTo(pair.absorbed());
    }

    @Test
    void countsARequestThatComesAgainInAnotherRecord() {
        MergeRequested request = pair.merge();
        MergeRequested later = MergeRequested.newBuilder(request)
                .setRequestedAt(request.getRequestedAt().plus(Duration.ofMinutes(5)))
                .build();

        merging.request(request, pair.unmerge(), later);

        assertThat(books.close()).isEqualTo(new Books.Totals(2, 0, 0, 1));
        assertThat(worker.counted("certconnect.duplicates")).isEqualTo(1);
        assertThat(merging.survivorOf(pair.absorbed())).isEqualTo(pair.absorbed());
    }

    @Test
    void deadLettersAnotherRequestUnderAnIdThatWasUsed() {
        MergeRequested request = Samples.preview(pair.merge());
        MergeRequested other =
                MergeRequested.newBuilder(request).setDryRun(false).build();
        ProducerRecord<byte[], byte[]> reused = publisher.encoded(Topic.MERGE_REQUESTS, other);

        merging.request(request);
        publisher.send(List.of(reused));

        assertThat(merging.answerTo(request, books).getOutcome()).isEqualTo(MergeOutcome.PREVIEWED);
        assertThat(books.close()).isEqualTo(new Books.Totals(1, 1, 0, 0));
        assertDeadLetter(reused, DeadLetterReason.REQUEST_ID_REUSED);
        assertThat(merging.survivorOf(pair.absorbed())).isEqualTo(pair.absorbed());
    }

    @Test
    void deadLettersARequestUnderTheKeyOfAnotherProfile() {
        byte[] value = publisher.encoded(Topic.MERGE_REQUESTS, pair.merge()).value();
        ProducerRecord<byte[], byte[]> misplaced = Publisher.raw(Topic.MERGE_REQUESTS, pair.absorbed(), value);

        publisher.send(List.of(misplaced));
        merging.request(pair.merge());

        assertThat(books.close()).isEqualTo(new Books.Totals(1, 1, 0, 0));
        assertDeadLetter(misplaced, DeadLetterReason.WRONG_KEY);
    }

    @Test
    void keepsARequestForSomethingThatOnlyALaterVersionCanDo() {
        merging.request(Samples.request(MergeAction.UNKNOWN, pair.survivor(), pair.absorbed()), pair.merge());

        assertThat(books.close()).isEqualTo(new Books.Totals(1, 0, 1, 0));
    }

    private void assertDeadLetter(ProducerRecord<byte[], byte[]> record, DeadLetterReason reason) {
        ConsumerRecord<byte[], byte[]> letter = books.deadLetters().getFirst();
        assertThat(letter.key()).isEqualTo(record.key());
        assertThat(letter.value()).isEqualTo(record.value());
        assertThat(letter.headers().lastHeader(DeadLetterHeaders.REASON).value())
                .asString(UTF_8)
                .isEqualTo(reason.name());
    }
}
