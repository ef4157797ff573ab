package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreSchema;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a rebuild gives, and what readers and the worker notice of it: nothing. */
@Tag("worker")
class RebuildTest {

    @ParameterizedTest
    @EnumSource
    void givesTheSameStoreWhileReadersGoOnReading(Store store) {
        String learner = "same-" + store.schema();
        String view = store == Store.TRANSCRIPT ? "transcript.learner_transcript" : "badge.learner_badge";
        try (RunningStore running = RunningStore.start(store)) {
            running.takeIn(Sent.learner(learner, 10));
            running.takeIn(List.of(
                    Sent.exam(learner + "-c", learner + "-exam-0", 2), Sent.unknown(learner + "-c", "new-" + store)));
            Upstream.get().sendGarbage(Topic.CERTIFICATION_RECORDS, learner);
            Map<String, List<String>> rows = running.rows();
            List<String> rights = running.rights();
            Told told = new Told();
            Rebuild.Result result;

            try (Onlookers onlookers = new Onlookers(
                    running,
                    "select md5(string_agg(entry::text, '' order by entry::text)) from " + view
                            + " as entry where learn_profile_id = '" + learner + "'")) {
                await().until(() -> onlookers.reads() > 50);
                result = running.rebuild(false, told);
                long reads = onlookers.reads();
                await().until(() -> onlookers.reads() > reads + 50);
                assertThat(onlookers.seen()).hasSize(1);
            }

            assertThat(result).isInstanceOf(Rebuild.Result.Swapped.class);
            assertThat(told.stages()).containsExactly("Reading the topics", "Comparing", "Swapping");
            assertThat(running.rows()).isEqualTo(rows);
            assertThat(rows.get("kept_record")).isNotEmpty();
            assertThat(running.rights()).isEqualTo(rights);
            assertThat(running.schemas()).containsExactly(store.schema());
        }
    }

    @ParameterizedTest
    @EnumSource
    void leavesAStoreThatTheWorkerWritesAndAStartFindsMigrated(Store store) {
        String learner = "after-" + store.schema();
        try (RunningStore running = RunningStore.start(store)) {
            running.takeIn(Sent.learner(learner, 2));
            running.rebuild(false);

            running.takeIn(Sent.learner(learner, 4));

            String last = store == Store.TRANSCRIPT ? learner + "-exam-3" : learner + "-badge-3";
            assertThat(running.rows().values())
                    .anySatisfy(rows -> assertThat(rows).anyMatch(row -> row.contains(last)));
            List<String> rights = running.rights();
            StoreSchema.migrate(running.login().as(store, store.schema()), store);
            assertThat(running.rights()).isEqualTo(rights);
            assertThat(running.rebuild(false)).isInstanceOf(Rebuild.Result.Swapped.class);
        }
    }
}
