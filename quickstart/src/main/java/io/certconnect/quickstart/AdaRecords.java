package io.certconnect.quickstart;

import io.certconnect.schemas.Topic;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.CertificationRenewed;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.RecordKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.function.UnaryOperator;

/** What Ada did: under her profile of today, under that of her student days, and in Learn. */
final class AdaRecords {

    static final int ENTRIES_BEFORE = 2;
    static final int BADGES_BEFORE = 0;
    static final int ENTRIES_AFTER = 5;
    static final int BADGES_AFTER = 1;

    private static final String NOW = "cert-ada";
    private static final String STUDENT = "cert-ada-2017";

    private AdaRecords() {}

    static void sendTo(Stage stage) {
        send(
                stage,
                STUDENT,
                "ada-1",
                RecordKind.EXAM_TAKEN,
                record -> record.setExamTaken(exam("2017-05-02", "1", false)));
        send(
                stage,
                STUDENT,
                "ada-2",
                RecordKind.EXAM_TAKEN,
                record -> record.setExamTaken(exam("2017-06-20", "2", true)));
        send(
                stage,
                STUDENT,
                "ada-3",
                RecordKind.CERTIFICATION_EARNED,
                record -> record.setCertificationEarned(new CertificationEarned(
                        "ada-credential",
                        "ANALYTICAL-ENGINES",
                        "Analytical Engines",
                        LocalDate.of(2017, 6, 20),
                        LocalDate.of(2019, 6, 20))));
        send(
                stage,
                STUDENT,
                "ada-4",
                RecordKind.BADGE_AWARDED,
                record -> record.setBadgeAwarded(new BadgeAwarded(
                        "ada-badge",
                        "ANALYTICAL-ENGINES",
                        "Analytical Engines",
                        Instant.parse("2017-06-21T08:00:00Z"),
                        null,
                        null)));
        // Renewed under the profile of today: the same credential, so it counts once both are one.
        send(
                stage,
                NOW,
                "ada-5",
                RecordKind.CERTIFICATION_RENEWED,
                record -> record.setCertificationRenewed(
                        new CertificationRenewed("ada-credential", LocalDate.of(2099, 6, 20))));
        send(stage, NOW, "ada-6", RecordKind.EXAM_TAKEN, record -> record.setExamTaken(exam("2026-03-09", "3", true)));
        stage.send(
                Topic.LEARN_ACTIVITY,
                "learner-ada",
                new LearnActivityRecorded(
                        "ada-module",
                        "learner-ada",
                        LearnActivityKind.MODULE,
                        "BERNOULLI-NUMBERS",
                        "Computing Bernoulli numbers",
                        Instant.parse("2026-02-01T10:00:00Z"),
                        1L));
    }

    private static ExamTaken exam(String day, String attempt, boolean passed) {
        return new ExamTaken(
                "ada-attempt-" + attempt,
                "AE-100",
                "Programming an analytical engine",
                Instant.parse(day + "T09:00:00Z"),
                passed ? 930 : 610,
                passed);
    }

    private static void send(
            Stage stage,
            String profile,
            String id,
            RecordKind kind,
            UnaryOperator<CertificationRecorded.Builder> detail) {
        stage.send(
                Topic.CERTIFICATION_RECORDS,
                profile,
                detail.apply(CertificationRecorded.newBuilder()
                                .setRecordId(id)
                                .setCertificationProfileId(profile)
                                .setVersion(1)
                                .setRecordedAt(Instant.parse("2026-03-10T00:00:00Z"))
                                .setKind(kind))
                        .build());
    }
}
