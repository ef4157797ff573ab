package io.certconnect.records.flow;

import io.certconnect.local.testing.TestServices;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.BadgeRevoked;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.ConnectRejection;
import io.certconnect.v1.Connected;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.Merged;
import io.certconnect.v1.RecordKind;
import io.certconnect.v1.Remedy;
import io.certconnect.v1.Unmerged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** What exam delivery, the badge issuer, Learn and the other workers send. Ids are new, so that tests can share one platform. */
final class Samples {

    static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    /** Decisions in their order, as in the ledger. */
    private static final AtomicLong SEQUENCE = new AtomicLong();

    private Samples() {}

    static String freshLearner() {
        return TestServices.fresh("learner");
    }

    static String freshProfile() {
        return TestServices.fresh("profile");
    }

    static CertificationRecorded exam(String profile, String attempt) {
        return exam(profile, attempt, 1, 700);
    }

    static CertificationRecorded exam(String profile, String attempt, long version, int score) {
        return recorded(RecordKind.EXAM_TAKEN, profile, attempt, version)
                .setExamTaken(new ExamTaken(attempt, "EX-1", "Exam one", NOON, score, score >= 700))
                .build();
    }

    static CertificationRecorded earned(String profile, String credential) {
        return recorded(RecordKind.CERTIFICATION_EARNED, profile, credential, 1)
                .setCertificationEarned(new CertificationEarned(
                        credential, "CERT-1", "Certification one", LocalDate.of(2024, 5, 2), null))
                .build();
    }

    /** @param expiresAt null: never */
    static CertificationRecorded awarded(String profile, String badge, Instant awardedAt, Instant expiresAt) {
        return recorded(RecordKind.BADGE_AWARDED, profile, badge, 1)
                .setBadgeAwarded(new BadgeAwarded(badge, "ACH-1", "Achievement one", awardedAt, expiresAt, null))
                .build();
    }

    static CertificationRecorded badgeRevoked(String profile, String badge) {
        return recorded(RecordKind.BADGE_REVOKED, profile, badge, 1)
                .setBadgeRevoked(new BadgeRevoked(badge, "awarded by mistake"))
                .build();
    }

    private static CertificationRecorded.Builder recorded(RecordKind kind, String profile, String id, long version) {
        return CertificationRecorded.newBuilder()
                .setRecordId(kind + "-" + id)
                .setCertificationProfileId(profile)
                .setVersion(version)
                .setRecordedAt(NOON)
                .setKind(kind);
    }

    static LearnActivityRecorded learnt(String learner, String activity) {
        return new LearnActivityRecorded(
                activity, learner, LearnActivityKind.MODULE, "MOD-1", "Module one", NOON.minusSeconds(60), 1L);
    }

    static ConnectDecided connected(String learner, String profile) {
        return connect(learner, ConnectOutcome.CONNECTED)
                .setConnected(new Connected(profile, NOON, false))
                .build();
    }

    static ConnectDecided rejected(String learner) {
        return connect(learner, ConnectOutcome.REJECTED)
                .setRejected(new ConnectRejected(
                        ConnectRejection.NO_PERSONAL_ACCOUNT,
                        Remedy.ADD_PERSONAL_ACCOUNT,
                        false,
                        null,
                        "There is no personal account."))
                .build();
    }

    private static ConnectDecided.Builder connect(String learner, ConnectOutcome outcome) {
        return ConnectDecided.newBuilder()
                .setEventId(UUID.randomUUID())
                .setRequestId(UUID.randomUUID())
                .setLearnProfileId(learner)
                .setSequence(SEQUENCE.incrementAndGet())
                .setDecidedAt(NOON)
                .setOutcome(outcome);
    }

    static MergeDecided merged(String survivor, String absorbed) {
        return merge(survivor, absorbed, MergeOutcome.MERGED)
                .setMerged(new Merged(null, List.of(absorbed), false))
                .build();
    }

    static MergeDecided unmerged(String survivor, String absorbed) {
        return merge(survivor, absorbed, MergeOutcome.UNMERGED)
                .setUnmerged(new Unmerged(null, List.of(absorbed)))
                .build();
    }

    private static MergeDecided.Builder merge(String survivor, String absorbed, MergeOutcome outcome) {
        return MergeDecided.newBuilder()
                .setEventId(UUID.randomUUID())
                .setRequestId(UUID.randomUUID())
                .setSurvivorId(survivor)
                .setAbsorbedId(absorbed)
                .setSequence(SEQUENCE.incrementAndGet())
                .setDecidedAt(NOON)
                .setRequestedBy("support")
                .setTicket("T-1")
                .setOutcome(outcome);
    }
}
