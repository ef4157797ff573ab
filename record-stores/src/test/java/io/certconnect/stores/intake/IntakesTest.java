package io.certconnect.stores.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.Change;
import io.certconnect.stores.Change.BadgeFact;
import io.certconnect.stores.Change.CertificationFact;
import io.certconnect.stores.Store;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.RecordKind;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What events mean to the stores. */
@Tag("rules")
class IntakesTest {

    private static final Instant AT = Samples.AT;
    private static final LocalDate DAY = Samples.DAY;

    static Stream<Arguments> certificationFacts() {
        return Stream.of(
                Arguments.of(
                        RecordKind.EXAM_TAKEN,
                        new CertificationFact.ExamTaken("attempt", "EX-1", "Exam one", AT, 700, true)),
                Arguments.of(
                        RecordKind.CERTIFICATION_EARNED,
                        new CertificationFact.Earned("credential", "CERT-1", "Certification one", DAY, DAY)),
                Arguments.of(RecordKind.CERTIFICATION_RENEWED, new CertificationFact.Renewed("credential", DAY)),
                Arguments.of(RecordKind.CERTIFICATION_REVOKED, new CertificationFact.Revoked("credential", "fraud")));
    }

    @ParameterizedTest
    @MethodSource("certificationFacts")
    void examsAndCertificationsAreTheTranscripts(RecordKind kind, CertificationFact fact) {
        CertificationRecorded event = Samples.recorded(kind).build();

        assertThat(new CertificationIntake().read("c", event))
                .isEqualTo(new Reading.Readable<>(new Change.Recorded("c", "r", 3, AT, fact)));
        assertThat(new BadgeIntake().read("c", event)).isEqualTo(nothing());
    }

    static Stream<Arguments> badgeFacts() {
        return Stream.of(
                Arguments.of(
                        RecordKind.BADGE_AWARDED,
                        new BadgeFact.Awarded("badge", "ACH-1", "Achievement one", AT, AT, "https://images.example/1")),
                Arguments.of(RecordKind.BADGE_REVOKED, new BadgeFact.Revoked("badge", "fraud")));
    }

    @ParameterizedTest
    @MethodSource("badgeFacts")
    void badgesAreTheBadgeStores(RecordKind kind, BadgeFact fact) {
        CertificationRecorded event = Samples.recorded(kind).build();

        assertThat(new BadgeIntake().read("c", event))
                .isEqualTo(new Reading.Readable<>(new Change.BadgeRecorded("c", "r", 3, AT, fact)));
        assertThat(new CertificationIntake().read("c", event)).isEqualTo(nothing());
    }

    @ParameterizedTest
    @CsvSource({
        "EXAM_TAKEN, examTaken.score",
        "CERTIFICATION_EARNED, certificationEarned.expiresOn",
        "BADGE_AWARDED, badgeAwarded.expiresAt",
        "BADGE_AWARDED, badgeAwarded.imageUrl",
    })
    void optionalFieldsMayBeMissing(RecordKind kind, String field) {
        CertificationRecorded event =
                Samples.with(field, null, Samples.recorded(kind).build());
        RecordIntake intake = kind == RecordKind.BADGE_AWARDED ? new BadgeIntake() : new CertificationIntake();

        assertThat(intake.read("c", event)).isInstanceOf(Reading.Readable.class);
    }

    @ParameterizedTest
    @EnumSource(value = LearnActivityKind.class, mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void readsEveryKindOfActivity(LearnActivityKind kind) {
        assertThat(new ActivityIntake().read("l", Samples.learnt(kind)))
                .isEqualTo(new Reading.Readable<>(
                        new Change.Learnt("l", "activity", 3, kind.name(), "MOD-1", "Module one", AT)));
    }

    @Test
    void aConnectionTiesTheLearnProfileToTheCertificationProfile() {
        assertThat(new ConnectionIntake().read("l", Samples.connect(ConnectOutcome.CONNECTED)))
                .isEqualTo(new Reading.Readable<>(new Change.Connected("l", "c", AT, 7)));
    }

    @Test
    void aMergeIsAnEdge() {
        assertThat(new MergeIntake().read("survivor", Samples.merge(MergeOutcome.MERGED)))
                .isEqualTo(new Reading.Readable<>(new Change.Merged("absorbed", "survivor", AT, 7)));
    }

    @Test
    void anUnmergeIsAnEdgeToNobody() {
        assertThat(new MergeIntake().read("survivor", Samples.merge(MergeOutcome.UNMERGED)))
                .isEqualTo(new Reading.Readable<>(new Change.Merged("absorbed", null, AT, 7)));
    }

    @Test
    void whatChangedNothingIsNothing() {
        assertThat(new ConnectionIntake().read("l", Samples.connect(ConnectOutcome.REJECTED)))
                .isEqualTo(nothing());
        assertThat(new MergeIntake().read("survivor", Samples.merge(MergeOutcome.PREVIEWED)))
                .isEqualTo(nothing());
        assertThat(new MergeIntake().read("survivor", Samples.merge(MergeOutcome.REJECTED)))
                .isEqualTo(nothing());
    }

    @Test
    void whatANewerProducerMeansIsKept() {
        CertificationRecorded record = Samples.recorded(RecordKind.UNKNOWN).build();

        assertThat(new CertificationIntake().read("c", record)).isInstanceOf(Reading.Kept.class);
        assertThat(new BadgeIntake().read("c", record)).isInstanceOf(Reading.Kept.class);
        assertThat(new ActivityIntake().read("l", Samples.learnt(LearnActivityKind.UNKNOWN)))
                .isInstanceOf(Reading.Kept.class);
        assertThat(new ConnectionIntake().read("l", Samples.connect(ConnectOutcome.UNKNOWN)))
                .isInstanceOf(Reading.Kept.class);
        assertThat(new MergeIntake().read("survivor", Samples.merge(MergeOutcome.UNKNOWN)))
                .isInstanceOf(Reading.Kept.class);
    }

    @ParameterizedTest
    @EnumSource(Store.class)
    void everyTopicOfAStoreHasADoor(Store store) {
        Map<String, Intake<?, Change>> intakes = Intakes.of(store);

        assertThat(intakes.keySet())
                .containsExactlyInAnyOrderElementsOf(
                        store.topics().stream().map(Topic::topicName).toList());
    }

    private static Reading<Change> nothing() {
        return new Reading.Readable<>(new Change.Nothing());
    }
}
