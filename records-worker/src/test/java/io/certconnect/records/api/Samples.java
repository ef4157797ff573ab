package io.certconnect.records.api;

import io.certconnect.stores.Change.BadgeFact;
import io.certconnect.stores.Change.BadgeRecorded;
import io.certconnect.stores.Change.CertificationFact;
import io.certconnect.stores.Change.Connected;
import io.certconnect.stores.Change.Learnt;
import io.certconnect.stores.Change.Recorded;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What events said, with all that a test is not about filled in. */
final class Samples {

    static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private Samples() {}

    static Connected connected(String learner, String profile) {
        return new Connected(learner, profile, NOON, 1);
    }

    static Recorded exam(String profile, String attempt, Instant takenAt, @Nullable Integer score, boolean passed) {
        return recorded(
                profile,
                "r-" + attempt,
                new CertificationFact.ExamTaken(attempt, "EX-1", "Exam one", takenAt, score, passed));
    }

    static Recorded earned(String profile, String credential, LocalDate earnedOn, @Nullable LocalDate expiresOn) {
        return recorded(
                profile,
                "r-" + credential,
                new CertificationFact.Earned(credential, "CERT-1", "Certification one", earnedOn, expiresOn));
    }

    static Recorded revoked(String profile, String credential, String reason) {
        return recorded(profile, "r-" + credential + "-revoked", new CertificationFact.Revoked(credential, reason));
    }

    private static Recorded recorded(String profile, String record, CertificationFact fact) {
        return new Recorded(profile, record, 1, NOON, fact);
    }

    static Learnt learnt(String learner, String activity, Instant completedAt) {
        return new Learnt(learner, activity, 1, "MODULE", "MOD-1", "Module one", completedAt);
    }

    static BadgeRecorded awarded(String profile, String badge, Instant awardedAt, @Nullable String imageUrl) {
        return new BadgeRecorded(
                profile,
                "r-" + badge,
                1,
                NOON,
                new BadgeFact.Awarded(badge, "ACH-1", "Achievement one", awardedAt, null, imageUrl));
    }

    static BadgeRecorded badgeRevoked(String profile, String badge, String reason) {
        return new BadgeRecorded(profile, "r-" + badge + "-revoked", 1, NOON, new BadgeFact.Revoked(badge, reason));
    }
}
