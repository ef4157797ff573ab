package io.certconnect.stores;

import static io.certconnect.stores.Events.LONG_AGO;
import static io.certconnect.stores.Events.connected;
import static io.certconnect.stores.Events.earned;
import static io.certconnect.stores.Events.exam;
import static io.certconnect.stores.Events.learnt;
import static io.certconnect.stores.Events.merged;
import static io.certconnect.stores.Events.renewed;
import static io.certconnect.stores.Events.unmerged;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.certconnect.stores.TestStore.Event;
import io.certconnect.stores.TranscriptViews.Entry;
import io.certconnect.stores.TranscriptViews.Statistics;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Attempts, corrections, merges that come out of order, and what is counted. */
@Tag("storage")
class LearnerHistoryTest {

    private static final TestStore STORE = new TestStore(Store.TRANSCRIPT);
    private static final Instant LATER = LONG_AGO.plusSeconds(60);

    @BeforeEach
    void empty() {
        STORE.empty();
        STORE.sql().sql("set statement_timeout = '5s'").update();
    }

    @Test
    void attemptsAtAnExamAreNumberedFromTheFirstOn() {
        STORE.takeIn(
                connected(1, "l", "c"),
                merged(2, "c", "old"),
                exam("c", "r1", 1, "second", LATER, 800, true),
                exam("old", "r1", 1, "first", LONG_AGO, 500, false));

        assertThat(entries())
                .extracting(Entry::entryId, Entry::attempt)
                .containsExactlyInAnyOrder(tuple("first", 1L), tuple("second", 2L));
    }

    @Test
    void anAttemptUnderTwoProfilesIsOne() {
        STORE.takeIn(
                connected(1, "l", "c"),
                merged(2, "c", "old"),
                exam("c", "r1", 1, "a", LATER, 800, true),
                exam("old", "r2", 1, "a", LONG_AGO, 500, false));

        assertThat(entries())
                .singleElement()
                .returns("r2", Entry::record)
                .returns(List.of("r1", "r2"), Entry::records)
                .returns(1L, Entry::attempt);
    }

    @Test
    void anOlderVersionIsIgnored() {
        STORE.takeIn(connected(1, "l", "c"), exam("c", "r1", 2, "a", LONG_AGO, 800, true), learnt("l", "x", 2, LATER));

        STORE.takeIn(exam("c", "r1", 1, "a", LONG_AGO, 500, false), learnt("l", "x", 1, LONG_AGO));

        assertThat(entries()).extracting(Entry::state).containsExactlyInAnyOrder("PASSED", "COMPLETED");
        assertThat(entries()).extracting(Entry::occurredAt).containsExactlyInAnyOrder(LONG_AGO, LATER);
    }

    /** That breaks the publisher's promise, but stores that are built anew must not differ by it. */
    @Test
    void ofTwoContentsUnderOneVersionTheSameOneStaysWhicheverComesFirst() {
        Event failed = exam("c", "r1", 1, "a", LONG_AGO, 500, false);
        Event passed = exam("c", "r1", 1, "a", LONG_AGO, 800, true);
        STORE.takeIn(connected(1, "l", "c"), failed);
        STORE.takeIn(passed);
        List<Entry> failedFirst = entries();

        STORE.empty();
        STORE.takeIn(connected(1, "l", "c"), passed);
        STORE.takeIn(failed);

        assertThat(entries()).isEqualTo(failedFirst);
    }

    /** B absorbed A; later they were parted and A absorbed B, and the parting is late. */
    @Test
    void edgesThatFormACircleForAWhileDoNotHangTheView() {
        STORE.takeIn(connected(9, "l", "a"), exam("b", "r1", 1, "e", LONG_AGO, 800, true));

        STORE.takeIn(merged(1, "b", "a"), merged(3, "a", "b"));

        assertThat(entries()).extracting(Entry::entryId).containsExactly("e");

        STORE.takeIn(unmerged(2, "b", "a"));

        assertThat(entries()).extracting(Entry::entryId).containsExactly("e");
    }

    @Test
    void anUnmergeThatIsOlderThanAMergeIsIgnored() {
        STORE.takeIn(connected(1, "l", "c"), exam("old", "r1", 1, "e", LONG_AGO, 800, true), merged(4, "c", "old"));

        STORE.takeIn(unmerged(3, "c", "old"));

        assertThat(entries()).hasSize(1);
    }

    @Test
    void aMergeThatIsOlderThanAnUnmergeIsIgnored() {
        STORE.takeIn(connected(1, "l", "c"), exam("old", "r1", 1, "e", LONG_AGO, 800, true), unmerged(4, "c", "old"));

        STORE.takeIn(merged(3, "c", "old"));

        assertThat(entries()).isEmpty();
    }

    /** It never happens to a connection, which is for good; the store relies on nobody's word for it. */
    @Test
    void aConnectionThatIsOlderIsIgnored() {
        STORE.takeIn(exam("c", "r1", 1, "e", LONG_AGO, 800, true), connected(4, "l", "c"));

        STORE.takeIn(connected(3, "l", "other"));

        assertThat(entries()).hasSize(1);
    }

    @Test
    void oneWhoIsConnectedAndHasNothingIsALearnerWithZeros() {
        STORE.takeIn(connected(1, "l", "c"));

        assertThat(TranscriptViews.statistics(STORE.sql()))
                .containsExactly(new Statistics("l", 0, 0, 0, 0, 0, 0, null, null));
    }

    @Test
    void learnersAreThoseWhoAreConnectedAndThoseWhoLearnt() {
        STORE.takeIn(
                connected(1, "both", "c"),
                connected(2, "connected", "d"),
                learnt("both", "x", 1, LONG_AGO),
                learnt("active", "x", 1, LONG_AGO));

        assertThat(STORE.sql()
                        .sql("select learn_profile_id from learner")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("both", "connected", "active");
    }

    @Test
    void entriesAreCountedUnderTheirOwnProfileConnectedOrNot() {
        LocalDate day = LocalDate.of(2020, 1, 1);
        STORE.takeIn(
                exam("c", "r1", 1, "a", LONG_AGO, 800, true),
                exam("c", "r2", 1, "a", LONG_AGO, 800, true),
                earned("d", "r1", 1, "k", day, null),
                renewed("d", "r2", 1, "without-award", day));

        assertThat(STORE.sql()
                        .sql(
                                "select concat_ws(' ', certification_profile_id, entry_type, entry_id) from recorded_entry")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("c EXAM a", "d CERTIFICATION k");
    }

    /** A batch that comes again is from the partition's past; what was taken in behind it stays taken in. */
    @Test
    void positionsNeverMoveBack() {
        TestStore redelivering = STORE.anotherWorker();
        redelivering.takeIn(connected(1, "l", "c"), connected(1, "l", "c"));
        assertThat(positionOf(1)).isEqualTo(2);

        // Begins at the partition's first offset again.
        STORE.anotherWorker().takeIn(connected(1, "l", "c"));

        assertThat(positionOf(1)).isEqualTo(2);
    }

    private static long positionOf(int partition) {
        return STORE.sql()
                .sql("select next_offset from position where partition = :partition")
                .param("partition", partition)
                .query(Long.class)
                .single();
    }

    private static List<Entry> entries() {
        return TranscriptViews.entries(STORE.sql());
    }
}
