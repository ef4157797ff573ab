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

    /** Both ways bring the same to the table, to the microsecond and the day. */
    @Test
    void whatIsCopiedIsWhatIsWrittenOtherwise() {
        List<Event> events = List.of(
                Events.exam("c", "exam", 1, "a", Events.LONG_AGO.plusMillis(1), 700, true),
                Events.exam("c", "no score", 1, "b", Events.LONG_AGO, null, false),
                Events.earned("c", "earned", 1, "d", LocalDate.of(1999, 12, 31), null),
                Events.renewed("c", "renewed", 1, "d", LocalDate.of(2031, 2, 28)),
                Events.revoked("c", "revoked", 1, "d", "why ever"),
                Events.learnt("l", "x", 1, Events.LONG_AGO.plusMillis(999)));
        STORE.takeIn(events);
        List<String> copied = rows();
        STORE.empty();
        // Another record of the first profile is known, so none of them is copied.
        STORE.takeIn(exam("known", 1));
        STORE.takeIn(exam("known", 1), events.get(0));
        STORE.sql().sql("truncate certification_record").update();

        STORE.takeIn(events);

        assertThat(rows()).isEqualTo(copied).hasSize(6);
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

    private static List<String> rows() {
        return STORE.sql().sql("""
                        select cast(to_jsonb(certification_record) - 'fingerprint' as text) from certification_record
                        union all
                        select cast(to_jsonb(learn_activity) - 'fingerprint' as text) from learn_activity
                        order by 1
                        """).query(String.class).list();
    }
}
