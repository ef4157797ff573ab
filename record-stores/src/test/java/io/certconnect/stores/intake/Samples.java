package io.certconnect.stores.intake;

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
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecordBase;
import org.jspecify.annotations.Nullable;

/** Whole events of every kind, for tests to spoil. Keys: c, l and survivor. */
final class Samples {

    static final Instant AT = Instant.parse("2024-05-06T07:08:09.123Z");
    static final LocalDate DAY = LocalDate.of(2024, 5, 6);

    private Samples() {}

    /** With the detail that the kind names. */
    static CertificationRecorded.Builder recorded(RecordKind kind) {
        CertificationRecorded.Builder record = withoutDetail(kind);
        return switch (kind) {
            case EXAM_TAKEN -> record.setExamTaken(new ExamTaken("attempt", "EX-1", "Exam one", AT, 700, true));
            case CERTIFICATION_EARNED ->
                record.setCertificationEarned(
                        new CertificationEarned("credential", "CERT-1", "Certification one", DAY, DAY));
            case CERTIFICATION_RENEWED -> record.setCertificationRenewed(new CertificationRenewed("credential", DAY));
            case CERTIFICATION_REVOKED ->
                record.setCertificationRevoked(new CertificationRevoked("credential", "fraud"));
            case BADGE_AWARDED ->
                record.setBadgeAwarded(
                        new BadgeAwarded("badge", "ACH-1", "Achievement one", AT, AT, "https://images.example/1"));
            case BADGE_REVOKED -> record.setBadgeRevoked(new BadgeRevoked("badge", "fraud"));
            case UNKNOWN -> record;
        };
    }

    static CertificationRecorded.Builder withoutDetail(RecordKind kind) {
        return CertificationRecorded.newBuilder()
                .setRecordId("r")
                .setCertificationProfileId("c")
                .setVersion(3)
                .setRecordedAt(AT)
                .setKind(kind);
    }

    static LearnActivityRecorded learnt(LearnActivityKind kind) {
        return new LearnActivityRecorded("activity", "l", kind, "MOD-1", "Module one", AT, 3L);
    }

    static ConnectDecided connect(ConnectOutcome outcome) {
        return ConnectDecided.newBuilder()
                .setEventId(new UUID(1, 1))
                .setRequestId(new UUID(1, 2))
                .setLearnProfileId("l")
                .setSequence(7)
                .setDecidedAt(AT)
                .setOutcome(outcome)
                .setConnected(outcome == ConnectOutcome.CONNECTED ? new Connected("c", AT, false) : null)
                .build();
    }

    static MergeDecided merge(MergeOutcome outcome) {
        return MergeDecided.newBuilder()
                .setEventId(new UUID(1, 1))
                .setRequestId(new UUID(1, 2))
                .setSurvivorId("survivor")
                .setAbsorbedId("absorbed")
                .setSequence(7)
                .setDecidedAt(AT)
                .setRequestedBy("support")
                .setTicket("T-1")
                .setOutcome(outcome)
                .setMerged(outcome == MergeOutcome.MERGED ? new Merged("l", List.of("absorbed", "under"), false) : null)
                .build();
    }

    /**
     * The event with another value in a field.
     *
     * @param field its name, or those of a detail and of a field in it: {@code examTaken.attemptId}
     */
    static <T extends SpecificRecordBase> T with(String field, @Nullable Object value, T event) {
        int dot = field.indexOf('.');
        SpecificRecordBase holder = dot < 0 ? event : (SpecificRecordBase) event.get(field.substring(0, dot));
        holder.put(field.substring(dot + 1), value);
        return event;
    }
}
