package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.InstanceOfAssertFactories.type;

import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Rebuild.Result.Refused;
import io.certconnect.stores.rebuild.Rebuild.Result.Swapped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A live store that is not what the topics make of it: a rebuild says so, and mends it only when told to. */
@Tag("worker")
class RebuildDifferencesTest {

    @Test
    void refusesToReplaceWhatIsNotTheSameAndReplacesItWhenTold() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            running.takeIn(Sent.learner("differs", 4));
            Map<String, List<String>> right = running.rows();
            spoil(running);
            Map<String, List<String>> wrong = running.rows();

            Rebuild.Result refused = running.rebuild(false);

            assertThat(refused)
                    .asInstanceOf(type(Refused.class))
                    .extracting(Refused::differences)
                    .satisfies(RebuildDifferencesTest::nameWhatWasSpoilt);
            assertThat(running.rows()).isEqualTo(wrong);
            assertThat(running.schemas()).containsExactly("transcript");
            assertThat(running.verify(Duration.ZERO).toTopics()).satisfies(RebuildDifferencesTest::nameWhatWasSpoilt);

            Rebuild.Result swapped = running.rebuild(true);

            assertThat(swapped)
                    .asInstanceOf(type(Swapped.class))
                    .extracting(Swapped::differences)
                    .satisfies(RebuildDifferencesTest::nameWhatWasSpoilt);
            assertThat(running.rows()).isEqualTo(right);
            assertThat(running.verify(Duration.ZERO).toTopics()).isEmpty();
        }
    }

    private static void spoil(RunningStore running) {
        running.sql()
                .sql("delete from transcript.certification_record where record_id = 'differs-exam-0'")
                .update();
        running.sql()
                .sql("update transcript.learn_activity set title = 'Other' where activity_id = 'differs-activity-1'")
                .update();
        running.sql()
                .sql("insert into transcript.merge values ('differs-extra', 'differs-c', now(), 99)")
                .update();
    }

    private static void nameWhatWasSpoilt(List<? extends Difference> differences) {
        assertThat(differences)
                .extracting(Difference::table, Difference::where, Difference::rows)
                .containsExactly(
                        tuple("transcript.certification_record", "only in a replay of the topics", 1L),
                        tuple("transcript.learn_activity", "only in a replay of the topics", 1L),
                        tuple("transcript.learn_activity", "only in the store", 1L),
                        tuple("transcript.merge", "only in the store", 1L));
        assertThat(differences)
                .extracting(Difference::example)
                .satisfiesExactly(
                        deleted -> assertThat(deleted).contains("differs-exam-0"),
                        before -> assertThat(before).contains("differs-activity-1", "Module one"),
                        after -> assertThat(after).contains("differs-activity-1", "Other"),
                        added -> assertThat(added).contains("differs-extra"));
    }

    @Test
    void saysWhichPartitionsHaveLostTheirFirstRecords() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            running.takeIn(Sent.learner("lost", 1));
            Map<TopicPartition, Long> end = Upstream.get().send(List.of(Sent.exam("lost-c", "lost-exam-0", 2)));
            running.awaitPast(end);
            Map<String, List<String>> rows = running.rows();
            end.forEach(Upstream.get()::deleteBefore);

            Rebuild.Result result = running.rebuild(false);

            assertThat(result).asInstanceOf(type(Refused.class)).satisfies(refused -> {
                assertThat(refused.lost()).containsAllEntriesOf(end);
                assertThat(refused.differences()).singleElement().satisfies(difference -> {
                    assertThat(difference.table()).isEqualTo("transcript.certification_record");
                    assertThat(difference.where()).isEqualTo("only in the store");
                });
            });
            assertThat(running.rows()).isEqualTo(rows);
            assertThat(running.verify(Duration.ZERO).lost()).containsAllEntriesOf(end);
        }
    }
}
