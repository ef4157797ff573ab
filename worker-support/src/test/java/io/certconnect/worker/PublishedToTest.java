package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.worker.FakeKafka.Ending;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What the work is told about its publications. */
@Tag("worker")
class PublishedToTest extends SessionBench {

    @Test
    void isTheCommittedOffsetWhenAPartitionComes() {
        kafka.committed.put(P0, new OffsetAndMetadata(5));
        kafka.append(requests.at(0, 5, "ada"));
        kafka.assign(P0);

        session.turn();

        assertThat(ledger.batches.getFirst().publishedTo()).isEqualTo(Map.of(P0, 5L));
    }

    @Test
    void isToldOnceWithTheNextBatch() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        session.turn();
        kafka.append(requests.at(0, 1, "bob"));

        turns(3);

        assertThat(ledger.batches)
                .extracting(Batch::publishedTo)
                .containsExactly(Map.of(), Map.of(P0, 1L), Map.of(P0, 2L));
    }

    @Test
    void isToldAgainIfTheBatchFailed() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        session.turn();
        kafka.append(requests.at(0, 1, "bob"));
        AtomicInteger failures = new AtomicInteger(1);
        ledger.before(batch -> failWhile(failures.getAndDecrement() > 0));

        session.turn();

        assertThat(ledger.batches)
                .extracting(Batch::publishedTo)
                .containsExactly(Map.of(), Map.of(P0, 1L), Map.of(P0, 1L));
    }

    @Test
    void isToldInABatchOfItsOwnWhenNothingElseComes() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);

        turns(3);

        assertThat(ledger.batches).hasSize(2);
        assertThat(ledger.batches.getLast().arrivals()).isEmpty();
        assertThat(ledger.publishedTo()).isEqualTo(Map.of(P0, 1L));
    }

    @Test
    void isNeverWhatWasSentInDoubt() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        Ending unanswered = land -> {
            throw new TimeoutException("no answer");
        };
        kafka.endings.add(unanswered);
        kafka.endings.add(unanswered);

        session.turn();
        session.turn();

        assertThat(ledger.batches.getLast().publishedTo()).isEmpty();
    }
}
