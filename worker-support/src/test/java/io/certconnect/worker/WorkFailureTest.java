package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static io.certconnect.worker.FakeKafka.P1;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a batch while its work fails. */
@Tag("worker")
class WorkFailureTest extends SessionBench {

    @Test
    void triesTheSameBatchAgainUntilItSucceeds() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(requests.at(0, 1, "bob"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(3);
        ledger.before(batch -> failWhile(failures.getAndDecrement() > 0));

        session.turn();

        assertThat(ledger.batches).hasSize(4).allSatisfy(batch -> assertThat(valuesOf(batch))
                .containsExactly("ada", "bob"));
        assertThat(kafka.publishedTexts()).containsExactly("ada", "bob");
    }

    @Test
    void publishesOnceThoughTheAnswerOfTheLedgersCommitIsLost() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(1);
        ledger.after(batch -> failWhile(failures.getAndDecrement() > 0));

        session.turn();

        assertThat(kafka.publishedTexts()).containsExactly("ada");
    }

    @Test
    void keepsPollingWithEveryPartitionPaused() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(1);
        ledger.before(batch -> {
            if (failures.getAndDecrement() > 0) {
                // The next poll is the waiting's first: what comes now must stay where it is.
                kafka.assign(P0, P1);
                kafka.append(requests.at(0, 1, "bob"));
                kafka.append(requests.at(1, 0, "cyd"));
                failWhile(true);
            }
        });

        session.turn();

        assertThat(kafka.consumer.assignment()).containsExactlyInAnyOrder(P0, P1);
        assertThat(kafka.publishedTexts()).containsExactly("ada");
        session.turn();
        assertThat(kafka.publishedTexts()).containsExactlyInAnyOrder("ada", "bob", "cyd");
    }

    @Test
    void dropsABatchWhosePartitionIsRevokedMeanwhile() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(requests.at(1, 0, "bob"));
        kafka.assign(P0, P1);
        AtomicInteger failures = new AtomicInteger(1);
        ledger.before(batch -> {
            if (failures.getAndDecrement() > 0) {
                kafka.assign(P1);
                failWhile(true);
            }
        });

        session.turn();

        assertThat(kafka.published).isEmpty();
        session.turn();
        assertThat(kafka.publishedTexts())
                .as("what stayed ours comes again, from the committed offsets")
                .containsExactly("bob");
        assertThat(kafka.committed).doesNotContainKey(P0);
    }

    @Test
    void dropsABatchWhosePartitionWentAndCameBackMeanwhile() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(1);
        ledger.before(batch -> {
            if (failures.getAndDecrement() > 0) {
                kafka.assign(P1);
                kafka.consumer.schedulePollTask(() -> somebodyElseAnswers("ada"));
                kafka.assign(P0);
                failWhile(true);
            }
        });
        session = new Session<>(parts(ledger));

        session.turn();
        session.turn();

        assertThat(kafka.publishedTexts()).containsExactly("ada");
        assertThat(ledger.batches.getLast().publishedTo()).containsEntry(P0, 1L);
    }

    @Test
    void deadLettersNothingAndTellsTheAttemptOfLettersThatLeaveLater() {
        kafka.append(Requests.raw(0, 0, bytes("ada"), new byte[] {7}));
        kafka.append(requests.at(0, 1, "bob"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(2);
        ledger.before(batch -> {
            assertThat(kafka.published).isEmpty();
            failWhile(failures.getAndDecrement() > 0);
        });

        session.turn();

        assertThat(kafka.published).hasSize(2);
        assertThat(header(letters().getFirst(), DeadLetterHeaders.ATTEMPT)).isEqualTo("3");
    }

    private void somebodyElseAnswers(String value) {
        kafka.published.add(new ProducerRecord<>("connect.events.v1", bytes(value)));
        kafka.committed.put(P0, new OffsetAndMetadata(1));
    }
}
