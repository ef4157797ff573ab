package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static io.certconnect.worker.FakeKafka.P1;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The way a batch goes when nothing is wrong. */
@Tag("worker")
class SessionTest extends SessionBench {

    @Test
    void publishesOneEventForEachRecordWithTheOffsets() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(requests.at(1, 0, "bob"));
        kafka.append(requests.at(0, 1, "cyd"));
        kafka.assign(P0, P1);

        session.turn();

        assertThat(kafka.publishedTexts()).containsExactlyInAnyOrder("ada", "bob", "cyd");
        assertThat(kafka.committedOn(P0)).isEqualTo(2);
        assertThat(kafka.committedOn(P1)).isEqualTo(1);
        assertThat(status.state()).isInstanceOf(LoopState.Running.class);
    }

    @Test
    void takesOverTheTransactionalIdBeforeItAsksForPartitions() {
        assertThat(kafka.steps).startsWith("initTransactions", "subscribe");
    }

    @Test
    void beginsTheTransactionOnlyWhenTheWorkIsDone() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        ledger.after(batch -> assertThat(kafka.steps).doesNotContain("beginTransaction"));

        session.turn();

        assertThat(kafka.steps).contains("beginTransaction");
    }

    @Test
    void commitsPlainOffsetsWhenNothingLeaves() {
        session = new Session<>(parts(batch -> Outgoing.nothing()));
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);

        session.turn();

        assertThat(kafka.steps).contains("commitSync").doesNotContain("beginTransaction");
        assertThat(kafka.committedOn(P0)).isEqualTo(1);
    }
}
