package io.certconnect.stores;

import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What an event changes in a store. */
public sealed interface Change {

    /** The event is none of this store's business: a rejection, a preview, a badge to the transcript. */
    record Nothing() implements Change {}

    /**
     * A Learn profile is connected.
     *
     * @param sequence of the decision; of two about one Learn profile the greater one holds
     */
    record Connected(String learnProfileId, String certificationProfileId, Instant connectedAt, long sequence)
            implements Change {}

    /**
     * A certification profile was merged, or set free again.
     *
     * @param survivorId null: it is a profile of its own again
     * @param sequence of the decision; of two about one absorbed profile the greater one holds
     */
    record Merged(String absorbedId, @Nullable String survivorId, Instant decidedAt, long sequence) implements Change {}

    /** What says of itself which version it is; of two versions the greater one holds. */
    sealed interface Versioned extends Change {

        /** The profile that it was recorded under, for ever. */
        String profileId();

        /** Unique under the profile. */
        String id();

        long version();
    }

    /**
     * A record of an exam or a certification.
     *
     * @param profileId the certification profile
     * @param id the record's
     * @param fact what it says
     */
    record Recorded(String profileId, String id, long version, Instant recordedAt, CertificationFact fact)
            implements Versioned {}

    /** What a record says of an exam or a certification. */
    sealed interface CertificationFact {

        record ExamTaken(
                String attemptId,
                String examCode,
                String title,
                Instant takenAt,
                @Nullable Integer score,
                boolean passed)
                implements CertificationFact {}

        /** @param expiresOn the last day it is valid; null: it never expires */
        record Earned(
                String credentialId,
                String certificationCode,
                String title,
                LocalDate earnedOn,
                @Nullable LocalDate expiresOn)
                implements CertificationFact {}

        record Renewed(String credentialId, LocalDate expiresOn) implements CertificationFact {}

        record Revoked(String credentialId, String reason) implements CertificationFact {}
    }

    /**
     * A record of a badge.
     *
     * @param profileId the certification profile
     * @param id the record's
     */
    record BadgeRecorded(String profileId, String id, long version, Instant recordedAt, BadgeFact fact)
            implements Versioned {}

    /** What a record says of a badge. */
    sealed interface BadgeFact {

        String badgeId();

        /** @param expiresAt null: it never expires */
        record Awarded(
                String badgeId,
                String achievementCode,
                String title,
                Instant awardedAt,
                @Nullable Instant expiresAt,
                @Nullable String imageUrl)
                implements BadgeFact {}

        record Revoked(String badgeId, String reason) implements BadgeFact {}
    }

    /**
     * Something was learnt.
     *
     * @param profileId the Learn profile
     * @param id the activity's
     */
    record Learnt(
            String profileId, String id, long version, String kind, String code, String title, Instant completedAt)
            implements Versioned {}
}
