package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Upstream.Event;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a verification says of a store that is right, wrong or late. */
@Tag("worker")
class VerificationTest {

    @Test
    void agreesWithAStoreThatHasAllButMarkersAndDeadLetters() {
        try (RunningStore running = RunningStore.start(Store.BADGE)) {
            running.awaitPast(Upstream.get().sendInTransaction(Sent.learner("healthy", 3)));
            for (int letter = 0; letter < 4; letter++) {
                Upstream.get().sendGarbage(Topic.CERTIFICATION_RECORDS, "healthy-" + letter);
            }
            decideAsStored(running);

            Verification.Report report = running.verify(Duration.ZERO);

            assertThat(report).satisfies(right -> assertThat(right.agrees()).isTrue());
            assertThat(report.rows()).containsEntry("badge_record", 3L).containsEntry("connection", 1L);
            assertThat(running.schemas()).containsExactly("badge");
        }
    }

    @Test
    void namesWhatTheStoreOrTheLedgerDoesNotHave() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            running.takeIn(Sent.learner("known", 1));
            running.takeIn(Sent.learner("forgotten", 1));
            decideAsStored(running);
            decideConnection(running, "silent");
            running.sql()
                    .sql("delete from ledger.connection where learn_profile_id = 'forgotten'")
                    .update();
            running.sql()
                    .sql("update ledger.certification_profile set merged_into = null, root_id = id"
                            + " where id = 'forgotten-old'")
                    .update();

            Verification.Report report = running.verify(Duration.ZERO);

            assertThat(report.agrees()).isFalse();
            assertThat(report.toTopics()).isEmpty();
            assertThat(report.toLedger())
                    .extracting(Difference::toString)
                    .containsExactly(
                            "transcript.connection: 1 row only in the ledger, such as (silent,silent-c)",
                            "transcript.connection: 1 row only in the store, such as (forgotten,forgotten-c)",
                            "transcript.merge: 1 row only in the store, such as (forgotten-old,forgotten-c)");
        }
    }

    @Test
    void waitsForWhatWasDecidedAMomentAgo() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT);
                ExecutorService looking = Executors.newSingleThreadExecutor()) {
            decideConnection(running, "late");

            Future<Verification.Report> report = looking.submit(() -> running.verify(RunningStore.PATIENCE));
            await().atMost(RunningStore.PATIENCE).until(() -> hasLookedAtTheLedger(running));
            running.takeIn(List.of(Sent.connected("late", "late-c")));

            assertThat(Upstream.result(report).agrees()).isTrue();
        }
    }

    @Test
    void countsTheRecordsThatTheStoreHasNotRead() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT)) {
            running.takeIn(Sent.learner("behind", 1));
            decideAsStored(running);
            running.standStill();
            List<Event> unread = List.of(
                    Sent.exam("behind-c", "behind-exam-1", 1),
                    Sent.exam("behind-c", "behind-exam-2", 1),
                    Sent.learnt("behind", "behind-activity-1"));
            Upstream.get().sendInTransaction(unread);

            Verification.Report report = running.verify(Duration.ofMillis(600));

            assertThat(report.behind()).isEqualTo(3);
            assertThat(report.agrees()).isFalse();
            assertThat(report.toTopics()).isEmpty();
        }
    }

    private static boolean hasLookedAtTheLedger(RunningStore running) {
        return running.sql().sql("""
                        select exists (
                            select from pg_stat_activity
                            where datname = current_database() and state = 'idle' and query like '%ledger.%'
                                and application_name = 'certconnect stores')
                        """).query(Boolean.class).single();
    }

    /** The ledger as it was when it decided what the store knows. */
    private static void decideAsStored(RunningStore running) {
        String schema = running.store().schema();
        running.sql().sql("""
                        insert into ledger.certification_profile (id, status, version, updated_at, root_id)
                        select certification_profile_id, 'ACTIVE', 1, now(), certification_profile_id from %s.connection
                        """.formatted(schema)).update();
        running.sql().sql("""
                        insert into ledger.certification_profile (id, status, version, updated_at, merged_into, root_id)
                        select absorbed_id, 'ACTIVE', 1, now(), survivor_id, survivor_id from %s.merge
                        """.formatted(schema)).update();
        running.sql().sql("""
                        insert into ledger.connection (
                            learn_profile_id, certification_profile_id, connected_at, request_id)
                        select learn_profile_id, certification_profile_id, now(), gen_random_uuid() from %s.connection
                        """.formatted(schema)).update();
    }

    private static void decideConnection(RunningStore running, String learner) {
        running.sql()
                .sql("insert into ledger.certification_profile (id, status, version, updated_at, root_id)"
                        + " values (:profile, 'ACTIVE', 1, now(), :profile)")
                .param("profile", learner + "-c")
                .update();
        running.sql()
                .sql("insert into ledger.connection (learn_profile_id, certification_profile_id, connected_at,"
                        + " request_id) values (:learner, :profile, now(), gen_random_uuid())")
                .param("learner", learner)
                .param("profile", learner + "-c")
                .update();
    }
}
