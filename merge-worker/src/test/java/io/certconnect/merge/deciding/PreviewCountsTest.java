package io.certconnect.merge.deciding;

import static io.certconnect.merge.Requests.dryRun;
import static io.certconnect.merge.Requests.ids;
import static io.certconnect.merge.Requests.merge;
import static io.certconnect.merge.Requests.unmerge;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.merge.deciding.TestLedger.Decided;
import io.certconnect.merge.rules.MergeDecision.Merged;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.stores.RecordedEntries;
import io.certconnect.stores.RecordedEntries.Counts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What previews tell of the stores, and that decisions do not wait for them. */
@Tag("storage")
class PreviewCountsTest {

    /** In nanoseconds; from wherever it likes, as {@link System#nanoTime}. */
    private final AtomicLong clock = new AtomicLong(-5_000_000_000L);

    @Test
    void previewsCountAsSoonAsThereAreStores() {
        try (TestLedger ledger = new TestLedger(pool -> new RecordedEntries(pool)::count)) {
            ledger.know("s", "b", "a");
            Decided without = ledger.decide(0, dryRun(merge("s", "a"))).getFirst();

            ledger.createStores();
            exam(ledger, "a", "alone");
            exam(ledger, "a", "both");
            exam(ledger, "b", "both");
            exam(ledger, "s", "stays");
            badge(ledger, "a", "both");
            badge(ledger, "s", "both");
            List<Decided> with = ledger.decide(0, merge("s", "b"), dryRun(merge("s", "a")), dryRun(unmerge("s", "b")));
            Decided later = ledger.decide(0, dryRun(merge("s", "a"))).getFirst();

            assertThat(counts(without)).isNull();
            assertThat(without.ruling().facts()).containsEntry("stores", "not asked");
            assertThat(with.getFirst().ruling().decision()).isEqualTo(new Merged(null, ids("b"), false));
            assertThat(counts(with.get(1))).isEqualTo(new StoreCounts(2, 1, 2));
            assertThat(counts(with.get(2))).isEqualTo(new StoreCounts(1, 0, 0));
            assertThat(counts(later)).isEqualTo(new StoreCounts(2, 1, 2));
            assertThat(later.ruling().facts().get("stores"))
                    .hasToString("{transcriptEntries=2, badges=1, duplicates=2}");
        }
    }

    @Test
    void allCountsOfABatchTogetherGetASecond() {
        List<Duration> limits = new ArrayList<>();
        Stores slow = (moving, staying, atMost) -> {
            limits.add(atMost);
            clock.addAndGet(Duration.ofMillis(600).toNanos());
            return Optional.of(new Counts(1, 0, 0));
        };

        previewsInOneBatch(slow, 4);

        assertThat(limits).containsExactly(Duration.ofSeconds(1), Duration.ofMillis(400));
    }

    @Test
    void storesThatGaveNoAnswerAreNotAskedAgainInTheSameBatch() {
        List<Duration> limits = new ArrayList<>();
        Stores mute = (moving, staying, atMost) -> {
            limits.add(atMost);
            return Optional.empty();
        };

        previewsInOneBatch(mute, 3);

        assertThat(limits).hasSize(1);
    }

    /** Decides as many previews in one batch, as the worker does: at one time. */
    private void previewsInOneBatch(Stores stores, int count) {
        try (TestLedger ledger = new TestLedger(pool -> stores, clock::get)) {
            ledger.know("s", "a");
            MergeRequest[] previews =
                    Stream.generate(() -> dryRun(merge("s", "a"))).limit(count).toArray(MergeRequest[]::new);

            assertThat(ledger.decide(0, previews))
                    .allSatisfy(
                            decided -> assertThat(decided.ruling().decision()).isInstanceOf(Previewed.class));
        }
    }

    private static StoreCounts counts(Decided decided) {
        return ((Previewed) decided.ruling().decision()).counts();
    }

    private static void exam(TestLedger ledger, String profile, String attempt) {
        ledger.sql.sql("""
                        insert into transcript.certification_record (certification_profile_id, record_id, version,
                            fingerprint, recorded_at, kind, entry_id, code, title, taken_at, passed)
                        values (:profile, :attempt, 1, 0, now(), 'EXAM', :attempt, 'EX-1', 'Exam one', now(), true)
                        """).param("profile", profile).param("attempt", attempt).update();
    }

    private static void badge(TestLedger ledger, String profile, String badge) {
        ledger.sql.sql("""
                        insert into badge.badge_record (certification_profile_id, record_id, version,
                            fingerprint, recorded_at, kind, badge_id, achievement_code, title, awarded_at)
                        values (:profile, :badge, 1, 0, now(), 'AWARDED', :badge, 'ACH-1', 'Achievement', now())
                        """).param("profile", profile).param("badge", badge).update();
    }
}
