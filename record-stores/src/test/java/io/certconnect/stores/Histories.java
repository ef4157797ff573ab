package io.certconnect.stores;

import io.certconnect.stores.Delivery.Happened;
import io.certconnect.stores.Delivery.Sent;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.BadgeRevoked;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.CertificationRenewed;
import io.certconnect.v1.CertificationRevoked;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.RecordKind;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.RandomDistribution;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/**
 * Histories over few ids, so that much is about the same thing: corrections, two contents under one version, one credential
 * under several profiles, profiles that are merged, set free and merged elsewhere.
 */
final class Histories {

    /** Far from any day on which a state changes. */
    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);

    private static final int LAST_ARRIVAL = 199;

    private Histories() {}

    /** Empty: the ledger said no, so nothing happened. */
    interface Happening {
        Optional<Happened> in(StandInLedger ledger);
    }

    /** Mostly the store's own records. */
    static Arbitrary<Delivery> deliveries(Store store) {
        Arbitrary<Integer> arrival = Arbitraries.integers().between(0, LAST_ARRIVAL);
        Arbitrary<Integer> times = Arbitraries.frequency(Tuple.of(6, 1), Tuple.of(1, 2), Tuple.of(1, 3));
        Arbitrary<Sent> sent = Combinators.combine(
                        happenings(store), times.flatMap(count -> arrival.list().ofSize(count)))
                .as(Sent::new);
        Arbitrary<Integer> poll = Arbitraries.of(LAST_ARRIVAL + 1, 50, 15, 1);
        return Combinators.combine(
                        sent.list().ofMinSize(1).ofMaxSize(45).withSizeDistribution(RandomDistribution.uniform()), poll)
                .as(Delivery::of);
    }

    private static Arbitrary<Happening> happenings(Store store) {
        boolean transcript = store == Store.TRANSCRIPT;
        return Arbitraries.frequencyOf(
                Tuple.of(4, connects()),
                Tuple.of(8, merges()),
                Tuple.of(2, ids("c", 4).map(absorbed -> ledger -> ledger.unmerge(absorbed))),
                Tuple.of(transcript ? 12 : 1, records("r", certifications())),
                Tuple.of(transcript ? 1 : 12, records("b", badges())),
                Tuple.of(2, activities()));
    }

    private static Arbitrary<Happening> connects() {
        return Combinators.combine(ids("l", 2), ids("c", 4))
                .as((learner, profile) -> ledger -> ledger.connect(learner, profile));
    }

    private static Arbitrary<Happening> merges() {
        return Combinators.combine(ids("c", 4), ids("c", 4))
                .as((survivor, absorbed) -> ledger -> ledger.merge(survivor, absorbed));
    }

    /** What a record says, for the event and for people. */
    private record Fact(RecordKind kind, Object detail, Events.Detail set) {}

    /** @param ids of the records: those of exams and certifications are others than those of badges */
    private static Arbitrary<Happening> records(String ids, Arbitrary<Fact> facts) {
        return Combinators.combine(ids("c", 4), ids(ids, 3), versions(), facts)
                .as((profile, record, version, fact) -> ledger -> happened(
                        "%s %s version %d: %s %s".formatted(profile, record, version, fact.kind(), fact.detail()),
                        Events.recorded(profile, record, version, fact.kind()).with(fact.set())));
    }

    private static Arbitrary<Fact> certifications() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, exams()), Tuple.of(4, earned()), Tuple.of(2, renewed()), Tuple.of(1, revoked()));
    }

    private static Arbitrary<Fact> exams() {
        Arbitrary<@Nullable Integer> scores = Arbitraries.of(600, 900).injectNull(0.3);
        return Combinators.combine(ids("a", 3), ids("EX-", 2), titles(), times(), scores, Arbitraries.of(true, false))
                .as(ExamTaken::new)
                .map(exam -> fact(RecordKind.EXAM_TAKEN, exam, CertificationRecorded.Builder::setExamTaken));
    }

    private static Arbitrary<Fact> earned() {
        return Combinators.combine(
                        ids("k", 2),
                        ids("CERT-", 2),
                        titles(),
                        days(),
                        expiries().injectNull(0.2))
                .as(CertificationEarned::new)
                .map(earned -> fact(
                        RecordKind.CERTIFICATION_EARNED,
                        earned,
                        CertificationRecorded.Builder::setCertificationEarned));
    }

    private static Arbitrary<Fact> renewed() {
        return Combinators.combine(ids("k", 2), expiries())
                .as(CertificationRenewed::new)
                .map(renewed -> fact(
                        RecordKind.CERTIFICATION_RENEWED,
                        renewed,
                        CertificationRecorded.Builder::setCertificationRenewed));
    }

    private static Arbitrary<Fact> revoked() {
        return Combinators.combine(ids("k", 2), ids("reason", 2))
                .as(CertificationRevoked::new)
                .map(revoked -> fact(
                        RecordKind.CERTIFICATION_REVOKED,
                        revoked,
                        CertificationRecorded.Builder::setCertificationRevoked));
    }

    private static Arbitrary<Fact> badges() {
        Arbitrary<@Nullable Instant> expiries =
                expiries().map(Histories::morning).injectNull(0.2);
        Arbitrary<@Nullable String> images = ids("https://images.example/", 2).injectNull(0.3);
        Arbitrary<Fact> awarded = Combinators.combine(ids("k", 2), ids("ACH-", 2), titles(), times(), expiries, images)
                .as(BadgeAwarded::new)
                .map(badge -> fact(RecordKind.BADGE_AWARDED, badge, CertificationRecorded.Builder::setBadgeAwarded));
        Arbitrary<Fact> revoked = Combinators.combine(ids("k", 2), ids("reason", 2))
                .as(BadgeRevoked::new)
                .map(badge -> fact(RecordKind.BADGE_REVOKED, badge, CertificationRecorded.Builder::setBadgeRevoked));
        return Arbitraries.frequencyOf(Tuple.of(6, awarded), Tuple.of(1, revoked));
    }

    private static <T> Fact fact(RecordKind kind, T detail, BiConsumer<CertificationRecorded.Builder, T> set) {
        return new Fact(kind, detail, builder -> set.accept(builder, detail));
    }

    private static Arbitrary<Happening> activities() {
        Arbitrary<LearnActivityKind> kinds = Arbitraries.of(LearnActivityKind.MODULE, LearnActivityKind.COURSE);
        return Combinators.combine(ids("l", 3), ids("x", 2), versions(), times(), kinds, titles())
                .as((learner, activity, version, time, kind, title) -> ledger -> happened(
                        "%s learnt %s version %d: %s %s at %s".formatted(learner, activity, version, kind, title, time),
                        Events.learnt(learner, activity, version, time, kind, title)));
    }

    private static Optional<Happened> happened(String what, TestStore.Event event) {
        return Optional.of(new Happened(what, event));
    }

    private static Arbitrary<String> ids(String prefix, int count) {
        return Arbitraries.integers().between(1, count).map(number -> prefix + number);
    }

    private static Arbitrary<Long> versions() {
        return Arbitraries.longs().between(1, 2);
    }

    private static Arbitrary<String> titles() {
        return ids("title ", 3);
    }

    private static Arbitrary<LocalDate> days() {
        return Arbitraries.integers().between(1, 3).map(year -> LocalDate.of(2015 + year, 3, 4));
    }

    private static Arbitrary<Instant> times() {
        return days().map(Histories::morning);
    }

    private static Instant morning(LocalDate day) {
        return day.atTime(8, 0).toInstant(ZoneOffset.UTC);
    }

    /** Expired long ago, to be renewed, and good for years; each twice. */
    private static Arbitrary<LocalDate> expiries() {
        return Arbitraries.of(List.of(
                LocalDate.of(2019, 3, 4),
                LocalDate.of(2020, 3, 4),
                TODAY.plusMonths(2),
                TODAY.plusMonths(3),
                TODAY.plusYears(3),
                TODAY.plusYears(4)));
    }
}
