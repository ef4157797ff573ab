package io.certconnect.lag;

import static io.certconnect.lag.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What transactions leave in the log, and what of it is backlog. */
@Tag("worker")
class TransactionsTest {

    @Test
    void theEndOfATransactionIsNoBacklog() {
        try (Scene scene = new Scene(1);
                Producer<byte[], byte[]> producer = scene.transactional()) {
            producer.beginTransaction();
            var unused = producer.send(scene.record());
            producer.commitTransaction();
            scene.commit(1);
            scene.pass(Duration.ofHours(1));

            PartitionLag lag = scene.lookAtOne();

            assertThat(lag.lastStable()).isEqualTo(2);
            assertThat(lag.records()).isZero();
            assertThat(lag.behind()).isZero();
        }
    }

    @Test
    void abortedRecordsAreNoBacklogButWhatFollowsThemIs() {
        try (Scene scene = new Scene(1);
                Producer<byte[], byte[]> producer = scene.transactional()) {
            scene.send(0, 1);
            scene.commit(1);
            producer.beginTransaction();
            var aborted = List.of(producer.send(scene.record()), producer.send(scene.record()));
            producer.flush();
            assertThat(aborted).allMatch(future -> future.isDone());
            producer.abortTransaction();
            await().until(() -> scene.lookAtOne().lastStable() == 4);
            scene.pass(Duration.ofSeconds(60));

            assertThat(scene.lookAtOne())
                    .returns(0L, PartitionLag::records)
                    .returns(Duration.ZERO, PartitionLag::behind);

            scene.send(0, 1, NOON.plusSeconds(50), 10);

            assertThat(scene.lookAtOne())
                    .returns(4L, PartitionLag::records)
                    .returns(Duration.ofSeconds(10), PartitionLag::behind);
        }
    }

    @Test
    void anOpenTransactionHoldsTheLogBackAndIsNoBacklogYet() {
        try (Scene scene = new Scene(1);
                Producer<byte[], byte[]> producer = scene.transactional()) {
            scene.send(0, 1);
            scene.commit(1);
            producer.beginTransaction();
            var unused = producer.send(scene.record());
            producer.flush();
            scene.send(0, 2);
            scene.pass(Duration.ofSeconds(5));

            PartitionLag open = scene.lookAtOne();
            producer.commitTransaction();
            await().until(() -> scene.lookAtOne().uncommittedSpan() == 0);
            PartitionLag ended = scene.lookAtOne();

            assertThat(open)
                    .returns(1L, PartitionLag::lastStable)
                    .returns(4L, PartitionLag::logEnd)
                    .returns(3L, PartitionLag::uncommittedSpan)
                    .returns(0L, PartitionLag::records)
                    .returns(Duration.ZERO, PartitionLag::behind);
            assertThat(ended).returns(4L, PartitionLag::records).returns(Duration.ofSeconds(5), PartitionLag::behind);
        }
    }
}
