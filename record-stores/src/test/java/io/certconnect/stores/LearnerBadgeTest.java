package io.certconnect.stores;

import static io.certconnect.stores.Events.LONG_AGO;
import static io.certconnect.stores.Events.badgeAwarded;
import static io.certconnect.stores.Events.badgeRevoked;
import static io.certconnect.stores.Events.connected;
import static io.certconnect.stores.Events.merged;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.stores.BadgeViews.Badge;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a learner sees of badges. */
@Tag("storage")
class LearnerBadgeTest {

    private static final TestStore STORE = new TestStore(Store.BADGE);
    private static final Instant LATER = LONG_AGO.plus(Duration.ofDays(1));
    private static final Instant NEXT_YEAR =
            Instant.ofEpochSecond(Instant.now().getEpochSecond()).plus(Duration.ofDays(365));

    /** A learner whose profile has absorbed another one. */
    @BeforeEach
    void connectAndMerge() {
        STORE.empty();
        STORE.takeIn(connected(1, "l", "c"), merged(2, "c", "old"));
    }

    @Test
    void aBadgeUnderTwoProfilesShowsOnceWithTheEarliestAwardAndTheLatestExpiry() {
        STORE.takeIn(
                badgeAwarded("c", "r1", 1, "b", LATER, NEXT_YEAR), badgeAwarded("old", "r2", 1, "b", LONG_AGO, LATER));

        assertThat(badge())
                .isEqualTo(new Badge(
                        "l",
                        "b",
                        "ACH-1",
                        "Achievement one",
                        LONG_AGO,
                        NEXT_YEAR,
                        null,
                        "AWARDED",
                        null,
                        "old",
                        "r2",
                        List.of("r1", "r2"),
                        true));
    }

    @Test
    void noExpiryIsLaterThanAnyDate() {
        STORE.takeIn(badgeAwarded("c", "r1", 1, "b", LONG_AGO, LATER), badgeAwarded("old", "r2", 1, "b", LATER, null));

        assertThat(badge().expiresAt()).isNull();
        assertThat(badge().state()).isEqualTo("AWARDED");
    }

    @Test
    void differentBadgesOfOneAchievementBothShow() {
        STORE.takeIn(badgeAwarded("c", "r1", 1, "b1", LATER, null), badgeAwarded("old", "r2", 1, "b2", LATER, null));

        assertThat(BadgeViews.badges(STORE.sql())).extracting(Badge::badgeId).containsExactlyInAnyOrder("b1", "b2");
    }

    @Test
    void isExpiredOnceItsTimeHasPassed() {
        STORE.takeIn(badgeAwarded("c", "r1", 1, "b", LONG_AGO, Instant.now().minusSeconds(1)));

        assertThat(badge().state()).isEqualTo("EXPIRED");
    }

    @Test
    void isRevokedThoughTheAwardComesLater() {
        STORE.takeIn(badgeRevoked("c", "r2", 1, "b", "fraud"));
        assertThat(BadgeViews.badges(STORE.sql())).isEmpty();

        STORE.takeIn(badgeAwarded("c", "r1", 1, "b", LONG_AGO, null));

        assertThat(badge().state()).isEqualTo("REVOKED");
        assertThat(badge().revocationReason()).isEqualTo("fraud");
    }

    @Test
    void isRevokedThoughTheAwardIsCorrectedLater() {
        STORE.takeIn(badgeAwarded("c", "r1", 1, "b", LONG_AGO, null), badgeRevoked("c", "r2", 1, "b", "fraud"));

        STORE.takeIn(badgeAwarded("c", "r1", 2, "b", LATER, NEXT_YEAR));

        assertThat(badge().awardedAt()).isEqualTo(LATER);
        assertThat(badge().state()).isEqualTo("REVOKED");
    }

    @Test
    void isRevokedThoughItIsAwardedAgainUnderAnotherProfile() {
        STORE.takeIn(badgeAwarded("old", "r1", 1, "b", LONG_AGO, null), badgeRevoked("old", "r2", 1, "b", "fraud"));

        STORE.takeIn(badgeAwarded("c", "r3", 1, "b", LATER, NEXT_YEAR));

        assertThat(badge().state()).isEqualTo("REVOKED");
    }

    @Test
    void anOlderVersionOfAnAwardIsIgnored() {
        STORE.takeIn(badgeAwarded("c", "r1", 2, "b", LATER, null));

        STORE.takeIn(badgeAwarded("c", "r1", 1, "b", LONG_AGO, null));

        assertThat(badge().awardedAt()).isEqualTo(LATER);
    }

    @Test
    void awardsAreCountedUnderTheirOwnProfileConnectedOrNot() {
        STORE.takeIn(
                badgeAwarded("old", "r1", 1, "b", LONG_AGO, null),
                badgeAwarded("stranger", "r1", 1, "b", LONG_AGO, null),
                badgeRevoked("stranger", "r2", 1, "other", "fraud"));

        assertThat(STORE.sql()
                        .sql("select certification_profile_id || ' ' || entry_id from recorded_entry")
                        .query(String.class)
                        .list())
                .containsExactlyInAnyOrder("old b", "stranger b");
    }

    private static Badge badge() {
        List<Badge> badges = BadgeViews.badges(STORE.sql());
        assertThat(badges).hasSize(1);
        return badges.getFirst();
    }
}
