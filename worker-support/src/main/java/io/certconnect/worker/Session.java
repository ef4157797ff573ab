package io.certconnect.worker;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.slf4j.MDC;

/**
 * One life of a consumer and its producer. Each turn: poll, read, work, publish.
 *
 * <p>What fails while a batch is read or worked on is tried again with the same batch. Once the work is done the truth
 * about a failed publication is in the committed offsets alone, so the batch is dropped and taken up from there; the
 * work answers what it did before. Anything else ends the session, and the next one starts from the committed offsets.
 */
final class Session<R> implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final int MOST_PARTITIONS = 8;
    private static final Duration LEAVING = Duration.ofSeconds(5);

    private final LoopParts<R> parts;
    private final TransactionalPublisher publisher;
    private final Consumer<byte[], byte[]> consumer;
    private final Positions positions;
    private ConsumerGroupMetadata member;
    private Instant takenAt = Instant.EPOCH;

    /** Takes over the transactional id before it asks for partitions: an orphaned transaction hides their offsets. */
    Session(LoopParts<R> parts) {
        this.parts = parts;
        parts.kafka().requireTopics();
        this.publisher = new TransactionalPublisher(parts.kafka()::producer);
        try {
            this.consumer = parts.kafka().consumer();
        } catch (RuntimeException failure) {
            publisher.close();
            throw failure;
        }
        this.positions = new Positions(consumer);
        this.member = consumer.groupMetadata();
        consumer.subscribe(parts.reader().topics(), positions);
    }

    /** Has the consumer throw out of whatever it waits for. The one method for other threads. */
    void wakeUp() {
        consumer.wakeup();
    }

    /** One poll and, if it brought something, one batch from beginning to end. */
    void turn() {
        ConsumerRecords<byte[], byte[]> polled = poll(POLL);
        if (polled.nextOffsets().isEmpty() && positions.untold().isEmpty()) {
            if (isCaughtUp()) {
                parts.status().runs();
            }
            return;
        }
        parts.metrics().read(polled);
        positions.takeInHand();
        takenAt = Instant.now();
        boolean inHand = true;
        while (inHand) {
            inHand = attempt(polled);
        }
    }

    private ConsumerRecords<byte[], byte[]> poll(Duration longest) {
        ConsumerRecords<byte[], byte[]> polled = consumer.poll(longest);
        member = consumer.groupMetadata();
        return polled;
    }

    private boolean isCaughtUp() {
        return member.generationId() >= 0
                && consumer.assignment().stream()
                        .allMatch(partition -> consumer.currentLag(partition).orElse(1) == 0);
    }

    /** Returns whether the batch stays in hand for another attempt; if not, it is done or dropped. */
    private boolean attempt(ConsumerRecords<byte[], byte[]> polled) {
        try {
            Haul<R> haul = parts.reader().readAll(polled);
            Outgoing answer = work(haul);
            publish(polled, haul, answer);
            parts.status().runs();
            return false;
        } catch (WakeupException closing) {
            throw closing;
        } catch (PublicationFailed failure) {
            parts.metrics().publicationFailed();
            Trouble trouble = Trouble.inBatch(failure);
            parts.spans().dropped(takenAt, polled, trouble);
            Duration backoff = hold(polled, trouble);
            publisher.recover();
            waitPaused(backoff);
            positions.rewind();
            return false;
        } catch (RuntimeException failure) {
            Trouble trouble = Trouble.inBatch(failure);
            waitPaused(hold(polled, trouble));
            if (positions.anyGone(polled.nextOffsets().keySet())) {
                parts.spans().dropped(takenAt, polled, trouble);
                positions.rewind();
                return false;
            }
            return true;
        }
    }

    private Duration hold(ConsumerRecords<byte[], byte[]> polled, Trouble trouble) {
        try (var unused = MDC.putCloseable(LogFields.BATCH, inWords(polled))) {
            return parts.status().hold(trouble);
        }
    }

    /** Partitions and offsets, as in {@code connect.requests.v1-3@17..42}; of many partitions the first few. */
    private static String inWords(ConsumerRecords<byte[], byte[]> polled) {
        return polled.partitions().stream()
                .limit(MOST_PARTITIONS)
                .map(partition -> {
                    List<ConsumerRecord<byte[], byte[]>> records = polled.records(partition);
                    return partition + "@" + records.getFirst().offset() + ".."
                            + records.getLast().offset();
                })
                .collect(Collectors.joining(" "));
    }

    private Outgoing work(Haul<R> haul) {
        Map<TopicPartition, Long> publishedTo = positions.untold();
        if (!haul.hasWork() && publishedTo.isEmpty()) {
            return Outgoing.nothing();
        }
        Batch<R> batch = new Batch<>(haul.arrivals(), haul.kept(), publishedTo);
        Outgoing answer = parts.metrics().timeWork(() -> parts.work().on(batch));
        positions.told(publishedTo);
        return answer;
    }

    private void publish(ConsumerRecords<byte[], byte[]> polled, Haul<R> haul, Outgoing answer) {
        Map<TopicPartition, OffsetAndMetadata> offsets = polled.nextOffsets();
        List<DeadLetter> letters = Stream.concat(haul.unreadable().stream(), answer.deadLetters().stream())
                .toList();
        List<ProducerRecord<byte[], byte[]>> leaving = new ArrayList<>(answer.events());
        int attempt = parts.status().attempt();
        letters.forEach(letter -> leaving.add(parts.deadLetters().address(letter, attempt)));
        parts.metrics().timePublication(() -> send(leaving, offsets));
        positions.advance(offsets);
        parts.metrics().done(polled, answer.events().size(), haul.kept(), letters);
        parts.deadLetters().log(letters);
        parts.spans().done(takenAt, polled, attempt, answer.notes(), letters);
    }

    private void send(List<ProducerRecord<byte[], byte[]>> leaving, Map<TopicPartition, OffsetAndMetadata> offsets) {
        if (!leaving.isEmpty()) {
            publisher.publish(leaving, offsets, member);
            return;
        }
        if (offsets.isEmpty()) {
            return;
        }
        // With nothing to be atomic with, a transaction would only cost. The group refuses a stale member here too.
        try {
            consumer.commitSync(offsets);
        } catch (WakeupException closing) {
            throw closing;
        } catch (RuntimeException failure) {
            throw new PublicationFailed(failure);
        }
    }

    /** Waits with every partition paused, but polling, so that the group keeps us. */
    private void waitPaused(Duration wait) {
        long end = System.nanoTime() + wait.toNanos();
        positions.pause();
        for (long left = wait.toNanos(); left > 0; left = end - System.nanoTime()) {
            Duration slice = Duration.ofNanos(Math.min(left, POLL.toNanos()));
            if (!poll(slice).nextOffsets().isEmpty()) {
                throw new IllegalStateException("a paused consumer moved on");
            }
        }
        positions.resume();
    }

    /** Tells the work what it has not been told, so that a later reset of the offsets publishes nothing again. */
    void tellLast() {
        work(Haul.empty());
    }

    /** Leaves the group. Whatever transaction is open is left to its successor, which ends it. */
    @Override
    public void close() {
        try {
            consumer.close(CloseOptions.timeout(LEAVING));
        } finally {
            publisher.close();
        }
    }
}
