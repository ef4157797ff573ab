package io.certconnect.stores.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.stores.Change;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.RecordKind;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An event that breaks the contract, or that no column takes, is a dead letter; the text about it holds none of it. */
@Tag("rules")
class SpoiltEventsTest {

    private static final String LONGEST = "é".repeat(128);

    @Test
    void aWrongKeyIsDead() {
        assertDead(
                new CertificationIntake()
                        .read("x", Samples.recorded(RecordKind.EXAM_TAKEN).build()),
                DeadLetterReason.WRONG_KEY);
        assertDead(
                new BadgeIntake()
                        .read("x", Samples.recorded(RecordKind.BADGE_AWARDED).build()),
                DeadLetterReason.WRONG_KEY);
        assertDead(
                new ActivityIntake().read("x", Samples.learnt(LearnActivityKind.COURSE)), DeadLetterReason.WRONG_KEY);
        assertDead(
                new ConnectionIntake().read("x", Samples.connect(ConnectOutcome.CONNECTED)),
                DeadLetterReason.WRONG_KEY);
        assertDead(new MergeIntake().read("absorbed", Samples.merge(MergeOutcome.MERGED)), DeadLetterReason.WRONG_KEY);
    }

    @ParameterizedTest
    @EnumSource(value = RecordKind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void aKindWithoutItsDetailIsDead(RecordKind kind) {
        assertDead(read(Samples.withoutDetail(kind).build()), DeadLetterReason.MALFORMED);
    }

    @Test
    void aConnectionWithoutItsDetailIsDead() {
        assertDead(connect("connected", null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  \t", "overlong"})
    void anIdThatIsNoneIsDead(String spoilt) {
        String id = spoilt.equals("overlong") ? LONGEST + "é" : spoilt;

        assertDead(record(RecordKind.EXAM_TAKEN, "recordId", id));
        assertDead(record(RecordKind.EXAM_TAKEN, "examTaken.attemptId", id));
        assertDead(record(RecordKind.CERTIFICATION_EARNED, "certificationEarned.credentialId", id));
        assertDead(record(RecordKind.CERTIFICATION_RENEWED, "certificationRenewed.credentialId", id));
        assertDead(record(RecordKind.CERTIFICATION_REVOKED, "certificationRevoked.credentialId", id));
        assertDead(record(RecordKind.BADGE_AWARDED, "badgeAwarded.badgeId", id));
        assertDead(record(RecordKind.BADGE_REVOKED, "badgeRevoked.badgeId", id));
        assertDead(record(RecordKind.BADGE_REVOKED, "certificationProfileId", id));
        assertDead(learnt("activityId", id));
        assertDead(learnt("learnProfileId", id));
        assertDead(connect("learnProfileId", id));
        assertDead(connect("connected.certificationProfileId", id));
        assertDead(merge(MergeOutcome.MERGED, "survivorId", id));
        assertDead(merge(MergeOutcome.MERGED, "absorbedId", id));
        assertDead(merge(MergeOutcome.UNMERGED, "absorbedId", id));
    }

    @Test
    void anIdOf128CharactersIsOne() {
        assertThat(record(RecordKind.EXAM_TAKEN, "recordId", LONGEST)).isInstanceOf(Reading.Readable.class);
        assertThat(merge(MergeOutcome.MERGED, "absorbedId", "😀".repeat(128))).isInstanceOf(Reading.Readable.class);
    }

    /** What an Avro date, an int of days, can say at most, and the days around what a column takes. */
    static Stream<LocalDate> daysOutside() {
        return Stream.of(
                LocalDate.ofEpochDay(Integer.MIN_VALUE),
                LocalDate.of(0, 12, 31),
                LocalDate.of(10_000, 1, 1),
                LocalDate.ofEpochDay(Integer.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("daysOutside")
    void aDayOutsideTheYears1To9999IsDead(LocalDate day) {
        assertDead(record(RecordKind.CERTIFICATION_EARNED, "certificationEarned.earnedOn", day));
        assertDead(record(RecordKind.CERTIFICATION_EARNED, "certificationEarned.expiresOn", day));
        assertDead(record(RecordKind.CERTIFICATION_RENEWED, "certificationRenewed.expiresOn", day));
    }

    /** What an Avro timestamp, a long of milliseconds, can say at most, and the moments around what a column takes. */
    static Stream<Instant> timesOutside() {
        return Stream.of(
                Instant.ofEpochMilli(Long.MIN_VALUE),
                Instant.parse("0000-12-31T23:59:59.999Z"),
                Instant.parse("+10000-01-01T00:00:00Z"),
                Instant.ofEpochMilli(Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("timesOutside")
    void aTimeOutsideTheYears1To9999IsDead(Instant time) {
        assertDead(record(RecordKind.EXAM_TAKEN, "recordedAt", time));
        assertDead(record(RecordKind.EXAM_TAKEN, "examTaken.takenAt", time));
        assertDead(record(RecordKind.BADGE_AWARDED, "badgeAwarded.awardedAt", time));
        assertDead(record(RecordKind.BADGE_AWARDED, "badgeAwarded.expiresAt", time));
        assertDead(learnt("completedAt", time));
        assertDead(connect("connected.connectedAt", time));
        assertDead(merge(MergeOutcome.MERGED, "decidedAt", time));
    }

    private static Reading<Change> record(RecordKind kind, String field, Object value) {
        return read(Samples.with(field, value, Samples.recorded(kind).build()));
    }

    /** By the door of the store whose kind it is. */
    private static Reading<Change> read(CertificationRecorded event) {
        RecordIntake intake =
                switch (event.getKind()) {
                    case BADGE_AWARDED, BADGE_REVOKED -> new BadgeIntake();
                    case EXAM_TAKEN, CERTIFICATION_EARNED, CERTIFICATION_RENEWED, CERTIFICATION_REVOKED, UNKNOWN ->
                        new CertificationIntake();
                };
        return intake.read(event.getCertificationProfileId(), event);
    }

    private static Reading<Change> learnt(String field, Object value) {
        LearnActivityRecorded event = Samples.with(field, value, Samples.learnt(LearnActivityKind.MODULE));
        return new ActivityIntake().read(event.getLearnProfileId(), event);
    }

    private static Reading<Change> connect(String field, @Nullable Object value) {
        ConnectDecided event = Samples.with(field, value, Samples.connect(ConnectOutcome.CONNECTED));
        return new ConnectionIntake().read(event.getLearnProfileId(), event);
    }

    private static Reading<Change> merge(MergeOutcome outcome, String field, Object value) {
        MergeDecided event = Samples.with(field, value, Samples.merge(outcome));
        return new MergeIntake().read(event.getSurvivorId(), event);
    }

    private static void assertDead(Reading<Change> reading) {
        assertDead(reading, DeadLetterReason.MALFORMED);
    }

    private static void assertDead(Reading<Change> reading, DeadLetterReason reason) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).isEqualTo(reason);
            assertThat(unreadable.detail()).doesNotContain("é", "10000");
        });
    }
}
