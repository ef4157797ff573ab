package io.certconnect.records.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.flow.WorkerInstance;
import io.certconnect.records.flow.StoreBooks.Totals;
import io.certconnect.stores.Store;
import io.certconnect.stores.reading.Badge;
import io.certconnect.stores.reading.TranscriptEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a learner sees of events as they come, through the real topics. */
@Tag("flow")
class LearnerStoryTest {

    private static final Instant LATER = Samples.NOON.plus(Duration.ofDays(1));

    private final Storing storing = new Storing();
    private final String learner = Samples.freshLearner();
    private final String profile = Samples.freshProfile();
    private final String former = Samples.freshProfile();
    private WorkerInstance worker;
    private StoreBooks transcript;
    private StoreBooks badges;

    @BeforeEach
    void start() {
        transcript = storing.openBooks(Store.TRANSCRIPT);
        badges = storing.openBooks(Store.BADGE);
        worker = storing.start("one").ready();
    }

    @AfterEach
    void stop() {
        worker.close();
    }

    private void settle() {
        transcript.settle();
        badges.settle();
    }

    @Test
    void recordsShowOnceTheLearnerIsConnected() {
        storing.send(Samples.exam(profile, "a1"), Samples.awarded(profile, "b1", Samples.NOON, null));
        storing.send(Samples.rejected(learner));
        settle();
        assertThat(storing.transcriptOf(learner)).isEmpty();
        assertThat(storing.badgesOf(learner)).isEmpty();

        storing.send(Samples.connected(learner, profile));
        storing.send(Samples.learnt(learner, "m1"));
        storing.send(Samples.exam(profile, "a1", 2, 650));

        assertThat(transcript.close()).isEqualTo(new Totals(3, 1, 0, 0, 2));
        assertThat(badges.close()).isEqualTo(new Totals(2, 0, 0, 0, 3));
        assertThat(entries()).containsExactly("a1", "m1");
        assertThat(badgeIds()).containsExactly("b1");
        assertThat(storing.transcriptOf(learner).orElseThrow().getFirst())
                .isInstanceOfSatisfying(TranscriptEntry.ExamEntry.class, exam -> assertThat(exam.passed())
                        .isFalse());
    }

    @Test
    void recordsOfAnAbsorbedProfileComeAndGoWithTheMerge() {
        storing.send(Samples.connected(learner, profile));
        storing.send(Samples.exam(profile, "a1"), Samples.exam(former, "a2"));
        settle();
        assertThat(entries()).containsExactly("a1");

        storing.send(Samples.merged(profile, former));
        storing.send(Samples.earned(former, "c1"));
        settle();
        assertThat(entries()).containsExactly("c1", "a1", "a2");

        storing.send(Samples.unmerged(profile, former));

        assertThat(transcript.close()).isEqualTo(new Totals(5, 1, 0, 0, 0));
        assertThat(badges.close()).isEqualTo(new Totals(2, 1, 0, 0, 3));
        assertThat(entries()).containsExactly("a1");
    }

    @Test
    void aBadgeOfTwoProfilesShowsOnceAndNeverComesBackOnceRevoked() {
        storing.send(Samples.connected(learner, profile));
        storing.send(Samples.merged(profile, former));
        storing.send(
                Samples.awarded(profile, "b1", LATER, null),
                Samples.awarded(former, "b1", Samples.NOON, LATER),
                Samples.awarded(profile, "b2", Samples.NOON, null));
        settle();
        assertThat(badgeIds()).containsExactly("b1", "b2");
        assertThat(badge("b1")).satisfies(badge -> {
            assertThat(badge.awardedAt()).isEqualTo(Samples.NOON);
            assertThat(badge.expiresAt()).isNull();
            assertThat(badge.state()).isEqualTo(Badge.State.AWARDED);
            assertThat(badge.provenance().certificationProfileId()).isEqualTo(former);
            assertThat(badge.provenance().throughMerge()).isTrue();
        });

        storing.send(Samples.badgeRevoked(former, "b1"));
        settle();
        storing.send(Samples.awarded(profile, "b1", LATER, LATER));

        assertThat(transcript.close()).isEqualTo(new Totals(2, 0, 0, 0, 5));
        assertThat(badges.close()).isEqualTo(new Totals(7, 0, 0, 0, 0));
        assertThat(badge("b1").state()).isEqualTo(Badge.State.REVOKED);
        assertThat(badge("b2").state()).isEqualTo(Badge.State.AWARDED);
    }

    private List<String> entries() {
        return storing.transcriptOf(learner).orElseThrow().stream()
                .map(entry -> entry.place().entryId())
                .toList();
    }

    private List<String> badgeIds() {
        return storing.badgesOf(learner).orElseThrow().stream()
                .map(Badge::badgeId)
                .toList();
    }

    private Badge badge(String id) {
        return storing.badgesOf(learner).orElseThrow().stream()
                .filter(badge -> badge.badgeId().equals(id))
                .findFirst()
                .orElseThrow();
    }
}
