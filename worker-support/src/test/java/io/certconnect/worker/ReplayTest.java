package io.certconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a replay reads of topics on a real broker, and when it ends. */
@Tag("worker")
@Timeout(60)
class ReplayTest extends ReplayBench {

    @Test
    void appliesWhatWasCommittedAndNothingThatWasAborted() {
        commit(first, "ada");
        abort(first, "nobody");
        commit(first, "bob");
        commit(second, "cyd");

        Replayed replayed = replay(Map.of(first, 0L, second, 0L), Map.of(first, 6L, second, 2L));

        assertThat(applied()).containsExactlyInAnyOrder("ada", "bob", "cyd").containsSubsequence("ada", "bob");
        assertThat(batches).extracting(Batch::publishedTo).containsOnly(Map.of());
        assertThat(replayed).isEqualTo(new Replayed(3, 0, 0, Map.of()));
        assertThat(progress).startsWith(0L).isSorted().endsWith(8L);
    }

    @Test
    void endsThoughTheRangeEndsInAbortedRecordsAndMarkers() {
        commit(first, "ada");
        abort(first, "nobody");
        abort(first, "nobody");

        replay(Map.of(first, 0L), Map.of(first, 6L));

        assertThat(applied()).containsExactly("ada");
        assertThat(progress).endsWith(6L);
    }

    @Test
    void endsThoughTheRangeHoldsNoRecordAtAll() {
        abort(first, "nobody");

        Replayed replayed = replay(Map.of(first, 0L), Map.of(first, 2L));

        assertThat(batches).isEmpty();
        assertThat(replayed.read()).isZero();
        assertThat(progress).endsWith(2L);
    }

    @Test
    void readsFromTheFirstOffsetUpToBeforeTheLast() {
        send(first, "0", "1", "2", "3", "4", "5");
        send(second, "A", "B", "C");

        Replayed replayed = replay(Map.of(first, 1L, second, 2L), Map.of(first, 4L, second, 3L));

        assertThat(applied()).containsExactlyInAnyOrder("1", "2", "3", "C").containsSubsequence("1", "2", "3");
        assertThat(replayed.read()).isEqualTo(4);
        assertThat(progress).endsWith(4L);
    }

    @Test
    void letsGoOfAPartitionWhoseRangeIsRead() {
        send(first, "0", "beyond");
        send(second, "A", "beyond");
        List<Set<TopicPartition>> assigned = new ArrayList<>();

        replay(Duration.ofSeconds(20), Map.of("max.poll.records", 1))
                .replay(
                        Map.of(first, 0L, second, 0L),
                        Map.of(first, 1L, second, 1L),
                        batch -> {
                            assigned.add(Set.copyOf(consumer.assignment()));
                            return keep(batch);
                        },
                        progress::add);

        assertThat(assigned).extracting(Set::size).containsExactly(2, 1);
        assertThat(applied()).containsExactlyInAnyOrder("0", "A");
    }

    @Test
    void readsNothingOfAnEmptyRange() {
        send(first, "ada");

        Replayed replayed = replay(Map.of(first, 1L, second, 0L), Map.of(first, 1L, second, 0L));

        assertThat(batches).isEmpty();
        assertThat(replayed).isEqualTo(new Replayed(0, 0, 0, Map.of()));
        assertThat(progress).containsExactly(0L);
    }

    @Test
    void skipsWhatIsUnreadableAndHandsOverWhatIsKept() {
        send(first, "ada");
        sendRaw(first, "eve", "garbage");
        send(first, "newer", "bob");

        Replayed replayed = replay(Map.of(first, 0L), Map.of(first, 4L));

        assertThat(applied()).containsExactly("ada", "bob");
        assertThat(batches.stream().mapToInt(batch -> batch.kept().size()).sum())
                .isEqualTo(1);
        assertThat(replayed).isEqualTo(new Replayed(4, 1, 1, Map.of()));
    }

    @Test
    void tellsWhereRecordsHadBeenDeletedAndReadsTheRest() {
        send(first, "0", "1", "2", "3");
        send(second, "A", "B");
        RealKafka.deleteBefore(first, 3);
        RealKafka.deleteBefore(second, 2);

        Replayed replayed = replay(Map.of(first, 1L, second, 0L), Map.of(first, 4L, second, 1L));

        assertThat(applied()).containsExactly("3");
        assertThat(replayed).isEqualTo(new Replayed(1, 0, 0, Map.of(first, 3L, second, 2L)));
        assertThat(progress).startsWith(3L).endsWith(4L);
    }

    @Test
    void missesNothingIfOnlyRecordsBeforeTheRangeWereDeleted() {
        send(first, "0", "1", "2");
        RealKafka.deleteBefore(first, 1);

        Replayed replayed = replay(Map.of(first, 1L), Map.of(first, 3L));

        assertThat(applied()).containsExactly("1", "2");
        assertThat(replayed.missing()).isEmpty();
    }

    @Test
    void tellsOfRecordsThatAreDeletedWhileItReads() {
        send(first, "0", "1", "2", "3", "4", "5");
        // One record in each fetch, so that those behind it are still to be asked for.
        Replay<String> slow =
                replay(Duration.ofSeconds(20), Map.of("max.poll.records", 1, "max.partition.fetch.bytes", 1));

        Replayed replayed = slow.replay(
                Map.of(first, 0L),
                Map.of(first, 6L),
                batch -> {
                    RealKafka.deleteBefore(first, 5);
                    return keep(batch);
                },
                progress::add);

        assertThat(replayed.missing()).isEqualTo(Map.of(first, 5L));
        assertThat(applied()).startsWith("0").endsWith("5").doesNotContain("4");
        assertThat(progress).endsWith(6L);
    }

    @Test
    void failsAndNamesThePositionsWhenATransactionStaysOpen() {
        send(first, "ada");
        send(second, "bob");
        try (KafkaProducer<byte[], byte[]> open = begun(first, "nobody")) {
            Replay<String> impatient = replay(Duration.ofSeconds(2));

            assertThatThrownBy(() -> impatient.replay(
                            Map.of(first, 0L, second, 0L), Map.of(first, 2L, second, 1L), this::keep, progress::add))
                    .isInstanceOf(TimeoutException.class)
                    .hasMessageContaining(first + " at 1 of 2")
                    .hasMessageNotContaining(second.toString());
            open.abortTransaction();
        }
        assertThat(applied()).containsExactlyInAnyOrder("ada", "bob");
    }

    @Test
    void failsAndNamesThePositionsWhenThereIsNoSuchPartition() {
        TopicPartition none = new TopicPartition(topic, 99);
        Replay<String> impatient = replay(Duration.ofSeconds(1));

        assertThatThrownBy(() -> impatient.replay(Map.of(none, 3L), Map.of(none, 5L), this::keep, progress::add))
                .isInstanceOf(TimeoutException.class)
                .hasMessageContaining(none + " at 3 of 5");
    }

    @Test
    void endsWithWhatTheWorkThrows() {
        send(first, "ada");
        RuntimeException away = new IllegalStateException("the database is away");

        assertThatThrownBy(() -> replay(Duration.ofSeconds(20))
                        .replay(
                                Map.of(first, 0L),
                                Map.of(first, 1L),
                                batch -> {
                                    throw away;
                                },
                                progress::add))
                .isSameAs(away);
        assertThat(progress).containsExactly(0L);
    }

    @Test
    void isRefusedForTopicsThatNobodyReadsAndForRangesWithoutAnEnd() {
        TopicPartition foreign = new TopicPartition("foreign", 0);

        assertThatThrownBy(() -> replay(Map.of(foreign, 0L), Map.of(foreign, 1L)))
                .hasMessageContaining("no intake for foreign-0");
        assertThatThrownBy(() -> replay(Map.of(first, 0L, second, 0L), Map.of(first, 1L)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void readsAsAWorkerOfTheSameSettingsDoes() {
        abort(first, "nobody");
        commit(first, "ada");
        WorkerSettings settings = WorkerSettings.of(RealKafka.bootstrap(), "a-store");

        Replayed replayed = Replay.of(settings, Map.of(topic, requests), requests.registry)
                .replay(Map.of(first, 0L), Map.of(first, 4L), this::keep, progress::add);

        assertThat(applied()).containsExactly("ada");
        assertThat(replayed.read()).isEqualTo(1);
    }
}
