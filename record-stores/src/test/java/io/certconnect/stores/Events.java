package io.certconnect.stores;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.TestStore.Event;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.BadgeRevoked;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.CertificationRenewed;
import io.certconnect.v1.CertificationRevoked;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.Connected;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.Merged;
import io.certconnect.v1.RecordKind;
import io.certconnect.v1.Unmerged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Events as publishers send them, with all that a test is not about filled in. */
final class Events {

    static final Instant LONG_AGO = Instant.parse("2020-01-01T10:00:00Z");

    private Events() {}

    static Event connected(long sequence, String learner, String profile) {
        return connected(sequence, learner, profile, false);
    }

    static Event connected(long sequence, String learner, String profile, boolean already) {
        Connected connected = new Connected(profile, LONG_AGO, already);
        return event(
                Topic.CONNECT_EVENTS,
                learner,
                ConnectDecided.newBuilder()
                        .setEventId(new UUID(1, sequence))
                        .setRequestId(new UUID(2, sequence))
                        .setLearnProfileId(learner)
                        .setSequence(sequence)
                        .setDecidedAt(LONG_AGO)
                        .setOutcome(ConnectOutcome.CONNECTED)
                        .setConnected(connected)
                        .build());
    }

    static Event merged(long sequence, String survivor, String absorbed) {
        return merged(sequence, survivor, absorbed, false);
    }

    static Event merged(long sequence, String survivor, String absorbed, boolean already) {
        return merge(sequence, survivor, absorbed)
                .apply(MergeOutcome.MERGED, new Merged(null, List.of(absorbed), already), null);
    }

    static Event unmerged(long sequence, String survivor, String absorbed) {
        return merge(sequence, survivor, absorbed)
                .apply(MergeOutcome.UNMERGED, null, new Unmerged(null, List.of(absorbed)));
    }

    private interface Outcome {
        Event apply(MergeOutcome outcome, @Nullable Merged merged, @Nullable Unmerged unmerged);
    }

    private static Outcome merge(long sequence, String survivor, String absorbed) {
        return (outcome, merged, unmerged) -> event(
                Topic.MERGE_EVENTS,
                survivor,
                MergeDecided.newBuilder()
                        .setEventId(new UUID(3, sequence))
                        .setRequestId(new UUID(4, sequence))
                        .setSurvivorId(survivor)
                        .setAbsorbedId(absorbed)
                        .setSequence(sequence)
                        .setDecidedAt(LONG_AGO)
                        .setRequestedBy("support")
                        .setTicket("T-1")
                        .setOutcome(outcome)
                        .setMerged(merged)
                        .setUnmerged(unmerged)
                        .build());
    }

    static Event exam(
            String profile,
            String record,
            long version,
            String attempt,
            Instant takenAt,
            Integer score,
            boolean passed) {
        return recorded(profile, record, version, RecordKind.EXAM_TAKEN)
                .with(builder ->
                        builder.setExamTaken(new ExamTaken(attempt, "EX-1", "Exam one", takenAt, score, passed)));
    }

    static Event earned(
            String profile,
            String record,
            long version,
            String credential,
            LocalDate earnedOn,
            @Nullable LocalDate expiresOn) {
        return recorded(profile, record, version, RecordKind.CERTIFICATION_EARNED)
                .with(builder -> builder.setCertificationEarned(
                        new CertificationEarned(credential, "CERT-1", "Certification one", earnedOn, expiresOn)));
    }

    static Event renewed(String profile, String record, long version, String credential, LocalDate expiresOn) {
        return recorded(profile, record, version, RecordKind.CERTIFICATION_RENEWED)
                .with(builder -> builder.setCertificationRenewed(new CertificationRenewed(credential, expiresOn)));
    }

    static Event revoked(String profile, String record, long version, String credential, String reason) {
        return recorded(profile, record, version, RecordKind.CERTIFICATION_REVOKED)
                .with(builder -> builder.setCertificationRevoked(new CertificationRevoked(credential, reason)));
    }

    static Event badgeAwarded(
            String profile, String record, long version, String badge, Instant awardedAt, @Nullable Instant expiresAt) {
        return recorded(profile, record, version, RecordKind.BADGE_AWARDED)
                .with(builder -> builder.setBadgeAwarded(
                        new BadgeAwarded(badge, "ACH-1", "Achievement one", awardedAt, expiresAt, null)));
    }

    static Event badgeRevoked(String profile, String record, long version, String badge, String reason) {
        return recorded(profile, record, version, RecordKind.BADGE_REVOKED)
                .with(builder -> builder.setBadgeRevoked(new BadgeRevoked(badge, reason)));
    }

    static Event learnt(String learner, String activity, long version, Instant completedAt) {
        return learnt(learner, activity, version, completedAt, LearnActivityKind.MODULE, "Module one");
    }

    static Event learnt(
            String learner, String activity, long version, Instant completedAt, LearnActivityKind kind, String title) {
        return event(
                Topic.LEARN_ACTIVITY,
                learner,
                LearnActivityRecorded.newBuilder()
                        .setActivityId(activity)
                        .setLearnProfileId(learner)
                        .setKind(kind)
                        .setCode("MOD-1")
                        .setTitle(title)
                        .setCompletedAt(completedAt)
                        .setVersion(version)
                        .build());
    }

    interface Detail {
        void set(CertificationRecorded.Builder builder);
    }

    interface Record {
        Event with(Detail detail);
    }

    static Record recorded(String profile, String record, long version, RecordKind kind) {
        return detail -> {
            CertificationRecorded.Builder builder = CertificationRecorded.newBuilder()
                    .setRecordId(record)
                    .setCertificationProfileId(profile)
                    .setVersion(version)
                    .setRecordedAt(LONG_AGO)
                    .setKind(kind);
            detail.set(builder);
            return event(Topic.CERTIFICATION_RECORDS, profile, builder.build());
        };
    }

    private static Event event(Topic topic, String key, org.apache.avro.specific.SpecificRecord value) {
        return new Event(topic.topicName(), key, value);
    }
}
