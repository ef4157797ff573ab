package io.certconnect.lag;

import static io.certconnect.lag.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.lag.rules.Status;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Lag where more records wait first than a look may read. */
@Tag("worker")
class EstimatesTest {

    private static final Duration INTERVAL = Scene.WINDOW.interval();
    private static final int PARTITIONS = 3;

    @Test
    void readsNoMoreThanItMayAndTheOthersAreOlderByLessThanALook() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1)) {
            watch.look();
            sendToAll(scene, 5);
            scene.pass(INTERVAL);

            List<PartitionLag> lags = look(watch);

            assertThat(lags).allMatch(lag -> lag.records() == 1);
            assertThat(read(lags)).singleElement().returns(Duration.ofSeconds(10), PartitionLag::behind);
            assertThat(estimated(lags)).hasSize(2).allMatch(lag -> INTERVAL.equals(lag.behind()));
        }
    }

    @Test
    void whatStandsStillIsReadAfterAWhileForGood() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1)) {
            watch.look();
            sendToAll(scene, 5);
            for (int looks = 0; looks < PARTITIONS; looks++) {
                scene.pass(INTERVAL);
                look(watch);
            }
            scene.pass(INTERVAL);

            assertThat(look(watch)).allMatch(lag -> !lag.estimated()).allMatch(lag -> Duration.ofSeconds(55)
                    .equals(lag.behind()));
        }
    }

    @Test
    void whatMovesIsReadInTurn() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1)) {
            watch.look();
            Set<Integer> turns = new HashSet<>();
            for (int looks = 0; looks < PARTITIONS; looks++) {
                commitAll(scene, looks);
                sendToAll(scene, 15 * looks + 5);
                scene.pass(INTERVAL);

                List<PartitionLag> lags = look(watch);

                assertThat(read(lags)).hasSize(1);
                assertThat(estimated(lags)).allMatch(lag -> INTERVAL.equals(lag.behind()));
                read(lags).forEach(lag -> turns.add(lag.partition()));
            }
            assertThat(turns).hasSize(PARTITIONS);
        }
    }

    @Test
    void allIsReadAtTheFirstLookSinceNothingIsKnownWithoutIt() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1)) {
            sendToAll(scene, 0);
            scene.pass(INTERVAL);

            assertThat(look(watch)).allMatch(lag -> !lag.estimated()).allMatch(lag -> INTERVAL.equals(lag.behind()));
        }
    }

    @Test
    void aGroupThatBeganFarBehindIsNoOlderThanTheRecordThatWasReadLast() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1)) {
            for (int record = 0; record < 5; record++) {
                sendToAll(scene, 100 * record);
            }
            commitAll(scene, 0);
            scene.pass(Duration.ofSeconds(1000));
            assertThat(read(look(watch))).hasSize(PARTITIONS);
            commitAll(scene, 2);

            List<PartitionLag> lags = look(watch);

            assertThat(read(lags)).singleElement().returns(Duration.ofSeconds(800), PartitionLag::behind);
            assertThat(estimated(lags)).hasSize(2).allMatch(lag -> Duration.ofSeconds(1000)
                    .equals(lag.behind()));
        }
    }

    @Test
    void aGroupThatIsSetBackBehindAllThatLooksSawIsRead() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1)) {
            sendToAll(scene, 0);
            commitAll(scene, 1);
            scene.pass(INTERVAL);
            look(watch);
            commitAll(scene, 0);
            scene.pass(INTERVAL);

            assertThat(look(watch)).allMatch(lag -> !lag.estimated()).allMatch(lag -> INTERVAL.multipliedBy(2)
                    .equals(lag.behind()));
        }
    }

    @Test
    void theEndsOfTransactionsAreFoundToBeNoBacklogOneAfterTheOther() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1);
                Producer<byte[], byte[]> producer = scene.transactional()) {
            watch.look();
            producer.beginTransaction();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                var unused = producer.send(new ProducerRecord<>(scene.topic, partition, null, new byte[10]));
            }
            producer.commitTransaction();
            await().until(() -> scene.look().partitions().stream()
                    .allMatch(lag -> lag.lastStable() == 2 && lag.uncommittedSpan() == 0));
            commitAll(scene, 1);
            scene.pass(INTERVAL);

            List<PartitionLag> lags = look(watch);

            assertThat(read(lags)).singleElement().returns(0L, PartitionLag::records);
            assertThat(estimated(lags)).hasSize(2).allMatch(lag -> lag.records() == 1);
            look(watch);
            look(watch);
            for (int looks = 0; looks < 2; looks++) {
                scene.pass(INTERVAL);
                assertThat(look(watch))
                        .allMatch(lag -> !lag.estimated() && lag.records() == 0)
                        .allMatch(lag -> Duration.ZERO.equals(lag.behind()))
                        .allMatch(lag -> lag.status() == Status.OK);
            }
        }
    }

    @Test
    void whatATransactionHeldBackIsAsOldAsItsRecord() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, 1);
                Producer<byte[], byte[]> producer = scene.transactional()) {
            watch.look();
            producer.beginTransaction();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                var unused = producer.send(
                        new ProducerRecord<>(scene.topic, partition, NOON.toEpochMilli(), null, new byte[10]));
            }
            producer.flush();
            for (int looks = 0; looks < 4; looks++) {
                scene.pass(INTERVAL);
                assertThat(look(watch)).allMatch(lag -> lag.uncommittedSpan() == 1);
            }
            producer.commitTransaction();
            await().until(() -> scene.look().partitions().stream().allMatch(lag -> lag.uncommittedSpan() == 0));

            List<PartitionLag> lags = look(watch);

            assertThat(lags).allMatch(lag -> Duration.ofSeconds(60).equals(lag.behind()));
            assertThat(estimated(lags)).hasSize(2);
        }
    }

    @Test
    void aProducerWhoseClockIsAheadHidesNothingOfAGroupThatMoves() {
        try (Scene scene = new Scene(PARTITIONS);
                LagWatch watch = reading(scene, PARTITIONS)) {
            watch.look();
            for (int record = 0; record < 2; record++) {
                sendToAll(scene, 7200);
            }
            scene.pass(INTERVAL);
            look(watch);
            commitAll(scene, 1);
            scene.pass(Duration.ofSeconds(90));

            assertThat(look(watch)).allMatch(lag -> !lag.estimated()).allMatch(lag -> Duration.ofSeconds(90)
                    .equals(lag.behind()));
        }
    }

    private static LagWatch reading(Scene scene, int most) {
        return scene.watch(List.of(new Watched(scene.group, Set.of(scene.topic))), most);
    }

    private static List<PartitionLag> look(LagWatch watch) {
        return watch.look().groups().getFirst().partitions();
    }

    private static List<PartitionLag> read(List<PartitionLag> lags) {
        return lags.stream().filter(lag -> !lag.estimated()).toList();
    }

    private static List<PartitionLag> estimated(List<PartitionLag> lags) {
        return lags.stream().filter(PartitionLag::estimated).toList();
    }

    /** One record each. */
    private static void sendToAll(Scene scene, int secondsAfterNoon) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            scene.send(partition, 1, NOON.plusSeconds(secondsAfterNoon), 10);
        }
    }

    private static void commitAll(Scene scene, long offset) {
        for (int partition = 0; partition < PARTITIONS; partition++) {
            scene.commit(scene.group, partition, offset);
        }
    }
}
