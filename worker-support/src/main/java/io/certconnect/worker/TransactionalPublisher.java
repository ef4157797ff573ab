package io.certconnect.worker;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Sends records and the offsets of what they answer in one Kafka transaction: all of it or none.
 *
 * <p>Every way but a commit that we heard of ends in {@link PublicationFailed}. Then the caller must not send the batch
 * again from memory: a commit whose answer was lost may have landed. It calls {@link #recover}, after which no
 * transaction of ours is open or in doubt, and goes on from the committed offsets.
 */
final class TransactionalPublisher implements AutoCloseable {

    /** Asking again for a commit is safe; twice the client's max.block.ms is long enough to hope. */
    private static final int COMMIT_ATTEMPTS = 2;

    private final Supplier<Producer<byte[], byte[]>> producers;
    private @Nullable Producer<byte[], byte[]> current;

    /** Takes over the transactional id: ends whatever an earlier owner left open. Blocks; throws if it cannot. */
    TransactionalPublisher(Supplier<Producer<byte[], byte[]>> producers) {
        this.producers = producers;
        recover();
    }

    /** @param member as of the last poll; a stale one makes the broker refuse the offsets, and with them all the rest */
    void publish(
            List<ProducerRecord<byte[], byte[]>> records,
            Map<TopicPartition, OffsetAndMetadata> offsets,
            ConsumerGroupMetadata member) {
        Producer<byte[], byte[]> producer = current;
        if (producer == null) {
            throw new IllegalStateException("recover() comes first");
        }
        if (member.generationId() < 0) {
            // The broker takes such offsets from anyone: it thinks that no group is involved.
            throw new PublicationFailed(new CommitFailedException("no longer a member of the group"));
        }
        try {
            producer.beginTransaction();
            for (ProducerRecord<byte[], byte[]> outgoing : records) {
                // A failure surfaces at the commit, which waits for every send.
                Future<?> unused = producer.send(outgoing);
            }
            producer.sendOffsetsToTransaction(offsets, member);
        } catch (RuntimeException failure) {
            throw abandoned(producer, failure);
        }
        commit(producer);
    }

    private void commit(Producer<byte[], byte[]> producer) {
        for (int attempt = 1; ; attempt++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException unanswered) {
                if (attempt == COMMIT_ATTEMPTS) {
                    giveUp(producer);
                    throw new PublicationFailed(unanswered);
                }
            } catch (RuntimeException failure) {
                throw abandoned(producer, failure);
            }
        }
    }

    private PublicationFailed abandoned(Producer<byte[], byte[]> producer, RuntimeException failure) {
        try {
            producer.abortTransaction();
        } catch (RuntimeException fencedOrInDoubt) {
            failure.addSuppressed(fencedOrInDoubt);
            giveUp(producer);
        }
        return new PublicationFailed(failure);
    }

    /** Replaces a producer that was given up. Blocks until its last transaction has ended; throws if it cannot. */
    void recover() {
        if (current != null) {
            return;
        }
        Producer<byte[], byte[]> fresh = producers.get();
        try {
            fresh.initTransactions();
        } catch (Throwable failure) {
            fresh.close(Duration.ZERO);
            throw failure;
        }
        current = fresh;
    }

    private void giveUp(Producer<byte[], byte[]> producer) {
        current = null;
        producer.close(Duration.ZERO);
    }

    @Override
    public void close() {
        if (current != null) {
            giveUp(current);
        }
    }
}
