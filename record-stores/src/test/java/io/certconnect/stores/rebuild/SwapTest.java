package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.type;
import static org.awaitility.Awaitility.await;

import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Rebuild.Result.Swapped;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What comes in between the last steps of a rebuild. */
@Tag("worker")
class SwapTest {

    @Test
    void keepsWhatComesJustBeforeAndHasTheWorkerWaitWithWhatComesLater() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            running.takeIn(Sent.learner("swap", 1));
            Interruptions interruptions = new Interruptions(running);

            Rebuild.Result result = running.rebuild(false, interruptions);

            assertThat(result)
                    .asInstanceOf(type(Swapped.class))
                    .satisfies(swapped -> assertThat(swapped.writersWaited()).isPositive());
            assertThat(interruptions.workerWaited).isTrue();
            running.awaitPast(interruptions.lastSent);
            assertThat(exams(running))
                    .containsExactly("swap-before", "swap-exam-0", "swap-last-moment", "swap-under-lock");
            assertThat(running.verify(Duration.ZERO).toTopics()).isEmpty();
        }
    }

    /** Sends a record before each of the last two times that the rebuild reads on, and one while it holds the store. */
    private static final class Interruptions implements Progress {

        private final RunningStore running;
        private boolean swapping;
        private int ends;
        private Map<TopicPartition, Long> lastSent = Map.of();
        private boolean workerWaited;

        private Interruptions(RunningStore running) {
            this.running = running;
        }

        @Override
        public void stage(String what) {
            swapping = what.equals("Swapping");
            if (swapping) {
                running.takeIn(List.of(Sent.exam("swap-c", "swap-before", 1)));
            }
        }

        @Override
        public void read(long done, long total) {
            if (!swapping || done < total) {
                return;
            }
            ends++;
            if (ends == 1) {
                running.takeIn(List.of(Sent.exam("swap-c", "swap-last-moment", 1)));
                return;
            }
            lastSent = Upstream.get().send(List.of(Sent.exam("swap-c", "swap-under-lock", 1)));
            await().atMost(RunningStore.PATIENCE).until(() -> workerWaits() || running.isPast(lastSent));
            workerWaited = workerWaits();
        }

        private boolean workerWaits() {
            return running.sql()
                    .sql("select exists (select from pg_locks where not granted and relation is not null"
                            + " and database = (select oid from pg_database where datname = current_database()))")
                    .query(Boolean.class)
                    .single();
        }
    }

    private static List<String> exams(RunningStore running) {
        return running.sql()
                .sql("select entry_id from transcript.learner_transcript"
                        + " where learn_profile_id = 'swap' and entry_type = 'EXAM' order by 1")
                .query(String.class)
                .list();
    }
}
