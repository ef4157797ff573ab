package io.certconnect.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.lag.FirstReadables.Extent;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import javax.management.MalformedObjectNameException;
import javax.management.ObjectName;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a search costs, and what it does not read again. */
@Tag("worker")
class FirstReadablesTest {

    private static final long NOW = Scene.NOON.toEpochMilli();

    @Test
    void readsNothingWhereNothingMoves() {
        try (Scene scene = new Scene(1);
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            scene.send(0, 5);
            Search search = new Search(scene, consumer);

            assertThat(search.from(2, 5, NOW)).isEqualTo(new Finding.Waits(2, NOW, NOW, NOW));
            double fetches = search.fetches();
            assertThat(search.from(2, 5, NOW + 1)).isEqualTo(new Finding.Waits(2, NOW, NOW, NOW));
            assertThat(search.fetches()).isEqualTo(fetches).isPositive();

            assertThat(search.from(3, 5, NOW + 2)).isEqualTo(new Finding.Waits(3, NOW, NOW + 2, NOW + 2));
        }
    }

    @Test
    void looksAgainAfterAWhileSinceCompactionMayHaveTakenWhatItFound() {
        try (Scene scene = new Scene(1);
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            scene.send(0, 5);
            Search search = new Search(scene, consumer);
            search.from(2, 5, NOW);
            long later = NOW + Duration.ofMinutes(5).toMillis();

            assertThat(search.from(2, 5, later)).isEqualTo(new Finding.Waits(2, NOW, NOW, later));
        }
    }

    @Test
    void goesOnWhereItFoundNothing() {
        try (Scene scene = new Scene(1);
                Producer<byte[], byte[]> producer = scene.transactional();
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            producer.beginTransaction();
            var unused = producer.send(scene.record());
            producer.commitTransaction();
            Search search = new Search(scene, consumer);

            assertThat(search.from(1, 2, NOW)).isEqualTo(new Finding.NothingBefore(2));
            double fetches = search.fetches();
            assertThat(search.from(1, 2, NOW)).isEqualTo(new Finding.NothingBefore(2));
            assertThat(search.fetches()).isEqualTo(fetches);

            scene.send(0, 1);
            assertThat(search.from(1, 3, NOW)).isEqualTo(new Finding.Waits(2, NOW, NOW, NOW));
        }
    }

    @Test
    void whatCameAfterTheLookDoesNotCount() {
        try (Scene scene = new Scene(1);
                Producer<byte[], byte[]> producer = scene.transactional();
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            producer.beginTransaction();
            var unused = producer.send(scene.record());
            producer.commitTransaction();
            // The marker comes after the answer; the record must not overtake it.
            await().until(() -> scene.lookAtOne().lastStable() == 2);
            scene.send(0, 1);

            assertThat(new Search(scene, consumer).from(1, 2, NOW)).isEqualTo(new Finding.NothingBefore(2));
        }
    }

    @Test
    void recordsThatAreDeletedMeanwhileAreNotKnownAndHoldUpNothing() {
        try (Scene scene = new Scene(1);
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            scene.send(0, 5);
            scene.deleteRecordsBefore(4);
            Search search = new Search(scene, consumer);

            assertThat(search.from(2, 5, NOW)).isNull();
            assertThat(search.from(4, 5, NOW)).isInstanceOf(Finding.Waits.class);
        }
    }

    @Test
    void whatItFoundStaysFoundThoughItIsNotItsTurnToBeReadAgain() {
        try (Scene scene = new Scene(1);
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            scene.send(0, 5);
            Search search = new Search(scene, consumer, 0);
            search.from(2, 5, NOW);
            long later = NOW + Duration.ofMinutes(5).toMillis();

            assertThat(search.from(2, 5, later)).isEqualTo(new Finding.Waits(2, NOW, NOW, NOW));
        }
    }

    @Test
    void anEstimateIsNoAnswerOnceReadingIsTriedAndFails() {
        try (Scene scene = new Scene(1);
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            scene.send(0, 5);
            Search search = new Search(scene, consumer, 0);
            search.saw(0, NOW);
            assertThat(search.from(2, 5, NOW + 1)).isEqualTo(new Finding.Unread(2, NOW));

            scene.deleteRecordsBefore(4);
            // The clock goes back, so nothing is known without reading.
            search.saw(5, NOW - 1);

            assertThat(search.from(2, 5, NOW - 1)).isNull();
        }
    }

    @Test
    void tellsNobodyOfItsMetrics() throws MalformedObjectNameException {
        try (Scene scene = new Scene(1);
                Consumer<Void, Void> consumer = LagClients.consumer(Scene.kafka())) {
            scene.send(0, 5);
            new Search(scene, consumer, 10).from(2, 5, NOW);

            assertThat(ManagementFactory.getPlatformMBeanServer()
                            .queryNames(new ObjectName("kafka.*:*,client-id=lag-watch"), null))
                    .isEmpty();
        }
    }

    /** A search for one offset of one partition at a time. */
    private static final class Search {

        private final Consumer<Void, Void> consumer;
        private final TopicIdPartition partition;
        private final FirstReadables readables;

        private Search(Scene scene, Consumer<Void, Void> consumer) {
            this(scene, consumer, 10);
        }

        private Search(Scene scene, Consumer<Void, Void> consumer, int most) {
            this.consumer = consumer;
            this.partition = new TopicIdPartition(Uuid.randomUuid(), scene.partition(0));
            this.readables = new FirstReadables(consumer, Duration.ofSeconds(10), most);
        }

        private void saw(long end, long at) {
            readables.saw(Map.of(partition, new Extent(0, end)), at);
        }

        private Finding from(long offset, long end, long now) {
            Map<TopicIdPartition, NavigableSet<Long>> wanted = Map.of(partition, new TreeSet<>(Set.of(offset)));
            Map<TopicPartition, Long> ends = Map.of(partition.topicPartition(), end);
            assertThat(readables.search(wanted, ends, now)).isNull();
            return readables.from(partition, offset, end);
        }

        /** Bytes would not do: those of markers are not counted. */
        private double fetches() {
            return consumer.metrics().values().stream()
                    .filter(metric -> metric.metricName().name().equals("fetch-total"))
                    .mapToDouble(metric -> (double) metric.metricValue())
                    .sum();
        }
    }
}
