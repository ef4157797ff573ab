package io.certconnect.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.stores.TestStore.Event;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is new to a store is copied, which refuses what is known; then the batch is written otherwise, with the same outcome. */
@Tag("storage")
class KnownRecordsTest {

    private static final TestStore STORE = new TestStore(Store.TRANSCRIPT);

    @BeforeEach
    void empty() {
        STORE.empty();
    }

    @Test
    void aBatchWithOneKnownRecordIsTakenInWhole() {
        STORE.takeIn(exam("r1", 1));

        STORE.takeIn(exam("r0", 1), exam("r1", 2), Events.learnt("l", "x", 1, Events.LONG_AGO), exam("r2", 1));

        assertThat(versions()).containsExactly("r0 1", "r1 2", "r2 1", "x 1");
    }

    @Test
    void anOlderVersionOfAKnownRecordChangesNothingAndHoldsNothingUp() {
        STORE.takeIn(exam("r1", 2));

        STORE.takeIn(exam("r1", 1), exam("r2", 1));
        STORE.takeIn(exam("r3", 1));
        STORE.takeIn(exam("r4", 1), exam("r3", 2));

        assertThat(versions()).containsExactly("r1 2", "r2 1", "r3 2", "r4 1");
    }

    @Test
    void topicsThatAreReadAgainAreRefusedOnce() {
        TestStore store = new TestStore(Store.TRANSCRIPT);
        List<List<Event>> batches = List.of(
                List.of(exam("r1", 1), exam("r2", 1)), List.of(Events.connected(1, "l", "c")), List.of(exam("r3", 1)));
        batches.forEach(store::takeIn);
        long before = rolledBack(store);

        batches.forEach(store::takeIn);

        assertThat(rolledBack(store) - before).isOne();
    }

    @Test
    void aNewerVersionInEachBatchIsRefusedEveryOtherTime() {
        TestStore store = new TestStore(Store.TRANSCRIPT);
        store.takeIn(exam("r", 1));
        long before = rolledBack(store);

        for (int version = 2; version < 8; version++) {
            store.takeIn(exam("r", version));
        }

        assertThat(rolledBack(store) - before).isEqualTo(3);
    }

    @Test
    void aRecordThatIsCopiedIsWhatIsWrittenOtherwise() {
        assertAlikeBothWays(
                new TestStore(Store.TRANSCRIPT),
                List.of(
                        Events.exam("c", "exam", 1, "a", Events.LONG_AGO.plusMillis(1), 700, true),
                        Events.exam("c", "no score", 1, "b", Events.LONG_AGO, null, false),
                        Events.earned("c", "earned", 1, "d", LocalDate.of(1999, 12, 31), null),
                        Events.renewed("c", "renewed", 1, "d", LocalDate.of(2031, 2, 28)),
                        Events.revoked("c", "revoked", 1, "d", "why ever"),
                        Events.learnt("l", "x", 1, Events.LONG_AGO.plusMillis(999))),
                """
                select cast(to_jsonb(certification_record) - 'fingerprint' as text) from certification_record
                union all
                select cast(to_jsonb(learn_activity) - 'fingerprint' as text) from learn_activity
                order by 1
                """);
    }

    @Test
    void aBadgeThatIsCopiedIsWhatIsWrittenOtherwise() {
        assertAlikeBothWays(
                new TestStore(Store.BADGE),
                List.of(
                        Events.badgeAwarded("c", "awarded", 1, "b", Events.LONG_AGO, Events.LONG_AGO.plusMillis(1)),
                        Events.badgeAwarded("c", "for good", 1, "d", Events.LONG_AGO.plusMillis(999), null),
                        Events.badgeRevoked("c", "revoked", 1, "b", "why ever")),
                "select cast(to_jsonb(badge_record) - 'fingerprint' as text) from badge_record order by 1");
    }

    /** @param store one that has read nothing yet, so it copies */
    private static void assertAlikeBothWays(TestStore store, List<Event> events, String rows) {
        store.takeIn(events);
        List<String> copied = store.sql().sql(rows).query(String.class).list();
        // Known by now, so what comes next is not copied.
        store.takeIn(events);
        store.empty();

        store.takeIn(events);

        assertThat(store.sql().sql(rows).query(String.class).list())
                .isEqualTo(copied)
                .hasSize(events.size());
    }

    /** Transactions of the store's database, once PostgreSQL has been told to count those of this connection, too. */
    private static long rolledBack(TestStore store) {
        store.sql()
                .sql("select pg_stat_force_next_flush()")
                .query((row, number) -> number)
                .list();
        return store.sql()
                .sql("select xact_rollback from pg_stat_database where datname = current_database()")
                .query(Long.class)
                .single();
    }

    private static Event exam(String record, long version) {
        return Events.exam("c", record, version, "attempt " + record, Events.LONG_AGO, null, true);
    }

    private static List<String> versions() {
        return STORE.sql().sql("""
                        select record_id || ' ' || version from certification_record
                        union all
                        select activity_id || ' ' || version from learn_activity
                        order by 1
                        """).query(String.class).list();
    }
}
