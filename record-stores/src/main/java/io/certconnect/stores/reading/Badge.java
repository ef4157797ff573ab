package io.certconnect.stores.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A learner's badge.
 *
 * @param expiresAt from when on it is no longer valid; null: it never expires
 * @param imageUrl null: there is none
 * @param revocationReason null: it was not revoked
 */
public record Badge(
        String badgeId,
        String achievementCode,
        String title,
        Instant awardedAt,
        @Nullable Instant expiresAt,
        @Nullable String imageUrl,
        State state,
        @Nullable String revocationReason,
        Provenance provenance) {

    /** How a badge stands now. */
    public enum State {
        AWARDED,
        EXPIRED,
        REVOKED
    }

    /** Where a badge stands among the learner's: newest first, then by id. No two share one. */
    public record Place(Instant awardedAt, String badgeId) {}

    public Place place() {
        return new Place(awardedAt, badgeId);
    }
}
