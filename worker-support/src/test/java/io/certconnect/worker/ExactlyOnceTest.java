package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A read_committed reader sees one event for each record, whatever happens in between. */
@Tag("worker")
class ExactlyOnceTest extends WorkerBench {

    @BeforeEach
    void createTopics() {
        RealKafka.create(topic, letters, events);
    }

    @Test
    void holdsThoughTheWorkFailsBeforeAndAfterItsCommit() {
        AtomicInteger calls = new AtomicInteger();
        ledger.before(batch -> failAt(calls.incrementAndGet() % 3 == 1));
        ledger.after(batch -> failAt(calls.get() % 3 == 2));
        start(settings());

        for (int wave = 0; wave < 6; wave++) {
            send(40);
        }

        awaitEachAnsweredOnce();
        assertThat(calls.get()).isGreaterThan(3);
    }

    @Test
    void holdsThoughTheProducerIsFencedMidway() {
        Worker<?> worker = start(settings());
        send(50);
        awaitRunning(worker);
        AtomicInteger calls = new AtomicInteger();
        ledger.after(batch -> {
            if (!batch.arrivals().isEmpty() && calls.incrementAndGet() == 2) {
                takeOver(group + "-one-0");
            }
        });

        for (int wave = 0; wave < 4; wave++) {
            send(25);
            await().until(() -> RealKafka.lag(group, topic) == 0);
        }

        awaitEachAnsweredOnce();
        assertThat(calls.get()).isGreaterThan(3);
    }

    @Test
    void holdsThoughLoopsComeAndGo() {
        Worker<?> first = start(settings().withConcurrency(2));
        send(100);
        awaitRunning(first);

        start(settings().withInstance("two"));
        for (int wave = 0; wave < 5; wave++) {
            send(40);
        }
        first.close();
        send(100);

        awaitEachAnsweredOnce();
    }

    @Test
    void holdsThoughTheGroupsOffsetsAreSetBack() {
        send(60);
        Worker<?> worker = start(settings());
        awaitEachAnsweredOnce();
        worker.close();
        RealKafka.rewind(group, topic);
        int batchesBefore = ledger.batches.size();

        start(settings());
        awaitEachAnsweredOnce();
        send(1);

        awaitEachAnsweredOnce();
        assertThat(ledger.batches.stream()
                        .skip(batchesBefore)
                        .mapToInt(batch -> batch.arrivals().size())
                        .sum())
                .as("the records did come again")
                .isEqualTo(61);
    }

    @Test
    void takesOverWhatACrashLeftOpenWithoutWaitingForItsTimeout() {
        send(20);
        TopicPartition first = new TopicPartition(topic, 0);
        try (KafkaProducer<byte[], byte[]> crashed = transactional(group + "-one-0")) {
            crashed.initTransactions();
            crashed.beginTransaction();
            crashed.send(new ProducerRecord<>(events, "never seen".getBytes(UTF_8)));
            crashed.sendOffsetsToTransaction(Map.of(first, new OffsetAndMetadata(5)), new ConsumerGroupMetadata(group));
            crashed.flush();
            long started = System.nanoTime();

            start(settings());

            awaitEachAnsweredOnce();
            assertThat((System.nanoTime() - started) / 1_000_000_000).isLessThan(25);
            crashed.close(Duration.ZERO);
        }
    }

    @Test
    void bringsTheLagToNothingThoughTransactionMarkersEndTheTopic() {
        Worker<?> worker = start(settings());
        awaitRunning(worker);
        try (KafkaProducer<byte[], byte[]> upstream = transactional("upstream-" + topic)) {
            upstream.initTransactions();
            upstream.beginTransaction();
            upstream.send(requests.from(topic, "rolled-back"));
            upstream.flush();
            upstream.abortTransaction();
        }

        await().untilAsserted(() -> assertThat(RealKafka.lag(group, topic)).isZero());
        assertThat(RealKafka.textsOn(events)).isEmpty();
    }

    private static void takeOver(String transactionalId) {
        try (KafkaProducer<byte[], byte[]> twin = transactional(transactionalId)) {
            twin.initTransactions();
        }
    }

    private static KafkaProducer<byte[], byte[]> transactional(String id) {
        return RealKafka.producer(Map.of("transactional.id", id, "transaction.timeout.ms", 60_000));
    }

    private static void failAt(boolean now) {
        if (now) {
            throw new IllegalStateException("the database is away");
        }
    }
}
