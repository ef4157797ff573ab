package io.certconnect.benchmarks;

import io.certconnect.schemas.Topic;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.CertificationRenewed;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.Connected;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.RecordKind;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.avro.specific.SpecificRecord;

/**
 * Learners, each connected and with ten records: three exams, two certifications, a renewal, two badges, two modules. The
 * same number gives the same learner.
 */
final class Population {

    static final int RECORDS_EACH = 10;
    private static final Instant START = Instant.parse("2020-01-01T00:00:00Z");
    private static final LocalDate FIRST_DAY = LocalDate.of(2020, 1, 1);

    private Population() {}

    static String learner(int number) {
        return "learner-" + scattered(number);
    }

    /** The number of a learner's id. */
    static long number(String learner) {
        return UUID.fromString(learner.substring("learner-".length())).getLeastSignificantBits();
    }

    static String profile(int number) {
        return "profile-" + scattered(number);
    }

    /** As ids are in life: neighbours in time are none in an index. */
    private static String scattered(int number) {
        return new UUID(Integer.reverse(number) * 0x9E3779B97F4A7C15L, number).toString();
    }

    static void connect(int number, BiConsumer<Topic, SpecificRecord> to) {
        to.accept(
                Topic.CONNECT_EVENTS,
                ConnectDecided.newBuilder()
                        .setEventId(new UUID(1, number))
                        .setRequestId(new UUID(2, number))
                        .setLearnProfileId(learner(number))
                        .setSequence(number)
                        .setDecidedAt(START)
                        .setOutcome(ConnectOutcome.CONNECTED)
                        .setConnected(new Connected(profile(number), START, false))
                        .build());
    }

    /** One of a learner's ten records. */
    static void record(int number, int which, BiConsumer<Topic, SpecificRecord> to) {
        switch (which) {
            case 0, 1, 2 -> to.accept(Topic.CERTIFICATION_RECORDS, exam(number, which));
            case 3, 4 -> to.accept(Topic.CERTIFICATION_RECORDS, earned(number, which));
            case 5 -> to.accept(Topic.CERTIFICATION_RECORDS, renewed(number, which));
            case 6, 7 -> to.accept(Topic.CERTIFICATION_RECORDS, awarded(number, which));
            default -> to.accept(Topic.LEARN_ACTIVITY, learnt(number, which));
        }
    }

    /** An exam under any profile. */
    static SpecificRecord examUnder(String profile, int which) {
        return recorded(
                profile,
                "record-" + which,
                RecordKind.EXAM_TAKEN,
                builder -> builder.setExamTaken(new ExamTaken(
                        "attempt-" + which, "EXAM-" + which % 50, "An exam of many", day(which), 700, true)));
    }

    private static SpecificRecord exam(int number, int which) {
        return recorded(
                number,
                which,
                RecordKind.EXAM_TAKEN,
                builder -> builder.setExamTaken(new ExamTaken(
                        id("attempt", number, which),
                        "EXAM-" + number % 50,
                        "Designing and implementing the thing",
                        day(number + which),
                        600 + number % 400,
                        which > 0)));
    }

    private static SpecificRecord earned(int number, int which) {
        LocalDate earned = FIRST_DAY.plusDays(number % 2000);
        return recorded(
                number,
                which,
                RecordKind.CERTIFICATION_EARNED,
                builder -> builder.setCertificationEarned(new CertificationEarned(
                        id("credential", number, which), "CERT-" + which, "Associate", earned, earned.plusYears(1))));
    }

    private static SpecificRecord renewed(int number, int which) {
        return recorded(
                number,
                which,
                RecordKind.CERTIFICATION_RENEWED,
                builder -> builder.setCertificationRenewed(
                        new CertificationRenewed(id("credential", number, 3), FIRST_DAY.plusYears(8))));
    }

    private static SpecificRecord awarded(int number, int which) {
        return recorded(
                number,
                which,
                RecordKind.BADGE_AWARDED,
                builder -> builder.setBadgeAwarded(new BadgeAwarded(
                        id("badge", number, which), "ACHIEVEMENT-" + which, "Associate", day(number), null, null)));
    }

    private static SpecificRecord learnt(int number, int which) {
        return LearnActivityRecorded.newBuilder()
                .setActivityId(id("activity", number, which))
                .setLearnProfileId(learner(number))
                .setKind(LearnActivityKind.MODULE)
                .setCode("MODULE-" + number % 500)
                .setTitle("A module that teaches something")
                .setCompletedAt(day(number))
                .setVersion(1)
                .build();
    }

    private static SpecificRecord recorded(
            int number, int which, RecordKind kind, UnaryOperator<CertificationRecorded.Builder> detail) {
        return recorded(profile(number), id("record", number, which), kind, detail);
    }

    private static SpecificRecord recorded(
            String profile, String record, RecordKind kind, UnaryOperator<CertificationRecorded.Builder> detail) {
        return detail.apply(CertificationRecorded.newBuilder()
                        .setRecordId(record)
                        .setCertificationProfileId(profile)
                        .setVersion(1)
                        .setRecordedAt(START)
                        .setKind(kind))
                .build();
    }

    private static String id(String what, int number, int which) {
        return what + "-" + new UUID(number * 0x9E3779B97F4A7C15L, which);
    }

    private static Instant day(int number) {
        return START.plusSeconds(86_400L * (number % 2000) + number % 86_400);
    }
}
