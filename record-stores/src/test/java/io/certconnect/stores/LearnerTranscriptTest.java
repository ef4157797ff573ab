package io.certconnect.stores;

import static io.certconnect.stores.Events.LONG_AGO;
import static io.certconnect.stores.Events.connected;
import static io.certconnect.stores.Events.earned;
import static io.certconnect.stores.Events.exam;
import static io.certconnect.stores.Events.learnt;
import static io.certconnect.stores.Events.merged;
import static io.certconnect.stores.Events.renewed;
import static io.certconnect.stores.Events.revoked;
import static io.certconnect.stores.Events.unmerged;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a learner sees of exams, certifications and what was learnt. */
@Tag("storage")
class LearnerTranscriptTest {

    private static final TestStore STORE = new TestStore(Store.TRANSCRIPT);
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final LocalDate EARNED = LocalDate.of(2020, 1, 1);

    @Test
    void recordsShowAsSoonAsTheirProfileIsConnected() {
        STORE.takeIn(exam("c1", "r1", 1, "a1", LONG_AGO, 700, true), learnt("l1", "x1", 1, LONG_AGO));
        assertThat(entries("l1")).containsExactly("LEARN_ACTIVITY x1 COMPLETED");

        STORE.takeIn(connected(10, "l1", "c1"));

        assertThat(entries("l1")).containsExactly("EXAM a1 PASSED", "LEARN_ACTIVITY x1 COMPLETED");
    }

    @Test
    void aLateRecordUnderAnAbsorbedProfileShowsAndLeavesWithIt() {
        STORE.takeIn(connected(20, "l2", "c2"), merged(21, "c2", "c2-old"), merged(22, "c2-old", "c2-older"));

        STORE.takeIn(exam("c2-older", "r1", 1, "a1", LONG_AGO, null, false));

        assertThat(entries("l2")).containsExactly("EXAM a1 FAILED");

        STORE.takeIn(unmerged(23, "c2", "c2-old"));

        assertThat(entries("l2")).isEmpty();
    }

    @Test
    void aRenewalThatOvertakesItsAwardCountsOnceTheAwardIsThere() {
        STORE.takeIn(connected(30, "l3", "c3"), renewed("c3", "r2", 1, "k3", TODAY.plusYears(2)));
        assertThat(entries("l3")).isEmpty();

        STORE.takeIn(earned("c3", "r1", 1, "k3", EARNED, TODAY.minusDays(1)));

        assertThat(entries("l3")).containsExactly("CERTIFICATION k3 ACTIVE");
    }

    @Test
    void aCredentialRevokedUnderOneProfileIsRevokedWhileThatIsMerged() {
        STORE.takeIn(
                connected(40, "l4", "c4"),
                earned("c4", "r1", 1, "k4", EARNED, null),
                earned("c4-old", "r2", 1, "k4", EARNED.minusYears(1), TODAY.minusDays(1)),
                revoked("c4-old", "r3", 1, "k4", "fraud"));
        assertThat(entries("l4")).containsExactly("CERTIFICATION k4 ACTIVE");

        STORE.takeIn(merged(41, "c4", "c4-old"));

        assertThat(entries("l4")).containsExactly("CERTIFICATION k4 REVOKED");
        assertThat(STORE.sql()
                        .sql("select record_id || ' ' || through_merge || ' ' || array_to_string(record_ids, ',')"
                                + " from learner_transcript where learn_profile_id = 'l4'")
                        .query(String.class)
                        .single())
                .isEqualTo("r2 true r1,r2,r3");
    }

    private static List<String> entries(String learner) {
        return STORE.sql()
                .sql("""
                        select entry_type || ' ' || entry_id || ' ' || state from learner_transcript
                        where learn_profile_id = :learner order by 1
                        """)
                .param("learner", learner)
                .query(String.class)
                .list();
    }
}
