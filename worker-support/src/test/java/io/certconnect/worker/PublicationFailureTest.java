package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.worker.FakeKafka.Ending;
import io.certconnect.worker.FakeKafka.LinkedProducer;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What becomes of a batch whose work is done and whose publication is not. */
@Tag("worker")
class PublicationFailureTest extends SessionBench {

    @BeforeEach
    void oneRecord() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
    }

    @Test
    void asksAgainForACommitWhoseAnswerIsLate() {
        kafka.endings.add(land -> {
            throw new TimeoutException("no answer yet");
        });

        session.turn();

        assertThat(kafka.publishedTexts()).containsExactly("ada");
        assertThat(kafka.producers).hasSize(1);
        assertThat(ledger.batches).hasSize(1);
    }

    @Test
    void publishesNothingTwiceIfACommitInDoubtHadLanded() {
        kafka.endings.add(land -> {
            throw new TimeoutException("no answer");
        });
        kafka.endings.add(land -> {
            land.run();
            throw new TimeoutException("no answer, though it landed");
        });

        turns(3);

        assertThat(kafka.publishedTexts()).containsExactly("ada");
        assertThat(kafka.producers).hasSize(2);
        assertThat(kafka.steps).doesNotContain("abortTransaction");
    }

    @Test
    void publishesAgainIfACommitInDoubtHadNotLanded() {
        Ending unanswered = land -> {
            throw new TimeoutException("no answer");
        };
        kafka.endings.add(unanswered);
        kafka.endings.add(unanswered);

        turns(3);

        assertThat(kafka.publishedTexts()).containsExactly("ada");
        assertThat(kafka.producers).hasSize(2);
    }

    @Test
    void resolvesTheDoubtBeforeItAsksForTheCommittedOffsets() {
        Ending unanswered = land -> {
            throw new TimeoutException("no answer");
        };
        kafka.endings.add(unanswered);
        kafka.endings.add(unanswered);
        kafka.steps.clear();

        session.turn();

        assertThat(kafka.steps).containsSubsequence("beginTransaction", "initTransactions", "committed");
    }

    @Test
    void abortsAndTakesTheBatchUpAgain() {
        kafka.endings.add(land -> {
            throw new KafkaException("a record did not get through");
        });

        turns(2);

        assertThat(kafka.steps).contains("abortTransaction");
        assertThat(kafka.publishedTexts()).containsExactly("ada");
        assertThat(kafka.producers).hasSize(1);
        assertThat(meters.get("certconnect.worker.publications.failed")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void replacesAFencedProducerAndSkipsNothing() {
        kafka.producers.getFirst().fenceProducer();

        turns(2);

        assertThat(kafka.publishedTexts()).containsExactly("ada");
        assertThat(kafka.producers).hasSize(2);
        assertThat(kafka.producers.getFirst().closed()).isTrue();
    }

    @Test
    void suspectsATwinWhenItIsFencedAgainAndAgain() {
        for (int times = 0; times < 3; times++) {
            kafka.endings.add(land -> {
                throw new ProducerFencedException("somebody else took over");
            });
        }

        turns(2);
        assertThat(status.hasTwin()).isFalse();
        turns(2);

        assertThat(status.hasTwin()).isTrue();
        assertThat(kafka.publishedTexts()).containsExactly("ada");
    }

    @Test
    void abortsWhenTheGroupRefusesAStaleMember() {
        kafka.producers.getFirst().sendOffsetsToTransactionException = new CommitFailedException("stale");

        session.turn();
        assertThat(kafka.published).isEmpty();
        kafka.producers.getFirst().sendOffsetsToTransactionException = null;
        session.turn();

        assertThat(kafka.steps).contains("abortTransaction");
        assertThat(kafka.publishedTexts()).containsExactly("ada");
    }

    @Test
    void sendsNothingAsNoMemberOfTheGroupAtAll() {
        kafka.consumer.member = new ConsumerGroupMetadata("connector-worker", -1, "", Optional.empty());

        session.turn();

        assertThat(kafka.steps).doesNotContain("beginTransaction");
        assertThat(kafka.committed).isEmpty();
    }

    @Test
    void backsOffLongerEachTime() {
        kafka.endings.add(land -> {
            throw new KafkaException("first");
        });
        kafka.endings.add(land -> {
            throw new KafkaException("second");
        });

        turns(2);
        assertThat(status.state())
                .isInstanceOfSatisfying(LoopState.Holding.class, holding -> assertThat(holding.attempt())
                        .isEqualTo(3));
        turns(1);

        assertThat(status.state()).isInstanceOf(LoopState.Running.class);
    }

    @Test
    void endsTheSessionWhenItCannotReplaceItsProducer() {
        Ending unanswered = land -> {
            throw new TimeoutException("no answer");
        };
        kafka.endings.add(unanswered);
        kafka.endings.add(unanswered);
        kafka.refuseInits = 1;

        assertThatThrownBy(session::turn).isInstanceOf(TimeoutException.class);

        assertThat(kafka.producers).allMatch(LinkedProducer::closed);
    }
}
