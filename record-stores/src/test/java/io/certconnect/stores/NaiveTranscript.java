package io.certconnect.stores;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.certconnect.stores.TestStore.Event;
import io.certconnect.stores.TranscriptViews.Entry;
import io.certconnect.stores.TranscriptViews.Statistics;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.RecordKind;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The transcript store as the contract words it, in maps. Takes each event once, in the order in which things happened. */
final class NaiveTranscript {

    private static final LocalDate TODAY = LocalDate.now(ZoneOffset.UTC);
    private static final Comparator<CertificationRecorded> PLACE = comparing(
                    CertificationRecorded::getCertificationProfileId)
            .thenComparing(CertificationRecorded::getRecordId);

    private final NaiveProfiles profiles = new NaiveProfiles();
    private final NaiveVersions<CertificationRecorded> records = new NaiveVersions<>();
    private final NaiveVersions<LearnActivityRecorded> activities = new NaiveVersions<>();

    NaiveTranscript(List<Event> history) {
        for (Event event : history) {
            switch (event.value()) {
                case ConnectDecided decided -> profiles.on(decided);
                case MergeDecided decided -> profiles.on(decided);
                case CertificationRecorded recorded ->
                    records.add(id(recorded), recorded, recorded.getVersion(), event);
                case LearnActivityRecorded learnt ->
                    activities.add(
                            learnt.getLearnProfileId() + ' ' + learnt.getActivityId(),
                            learnt,
                            learnt.getVersion(),
                            event);
                default -> throw new IllegalArgumentException("What is " + event);
            }
        }
    }

    private static String id(CertificationRecorded recorded) {
        return recorded.getCertificationProfileId() + ' ' + recorded.getRecordId();
    }

    List<Entry> entries() {
        List<Entry> entries = new ArrayList<>();
        entries.addAll(numbered(entriesOf(NaiveTranscript::attempt, this::exam)));
        entries.addAll(entriesOf(NaiveTranscript::credential, this::certification));
        activities.values().forEach(learnt -> entries.add(activity(learnt)));
        return entries;
    }

    /** All records that a learner sees and that are about one thing, in the order of profiles and records, are one entry. */
    private List<Entry> entriesOf(
            Function<CertificationRecorded, @Nullable String> about,
            Function<List<CertificationRecorded>, @Nullable Entry> entry) {
        Map<List<String>, List<CertificationRecorded>> together = records.values().stream()
                .filter(record -> about.apply(record) != null && learner(record) != null)
                .sorted(PLACE)
                .collect(groupingBy(record -> List.of(learner(record), about.apply(record))));
        return together.values().stream().map(entry).filter(Objects::nonNull).toList();
    }

    private static @Nullable String attempt(CertificationRecorded record) {
        return record.getKind() == RecordKind.EXAM_TAKEN ? record.getExamTaken().getAttemptId() : null;
    }

    private static @Nullable String credential(CertificationRecorded record) {
        return switch (record.getKind()) {
            case CERTIFICATION_EARNED -> record.getCertificationEarned().getCredentialId();
            case CERTIFICATION_RENEWED -> record.getCertificationRenewed().getCredentialId();
            case CERTIFICATION_REVOKED -> record.getCertificationRevoked().getCredentialId();
            case EXAM_TAKEN, BADGE_AWARDED, BADGE_REVOKED, UNKNOWN -> null;
        };
    }

    private Entry exam(List<CertificationRecorded> records) {
        CertificationRecorded first =
                first(records, record -> record.getExamTaken().getTakenAt());
        ExamTaken exam = first.getExamTaken();
        return new Entry(
                learner(first),
                "EXAM",
                exam.getAttemptId(),
                exam.getExamCode(),
                exam.getTitle(),
                exam.getTakenAt(),
                exam.getPassed() ? "PASSED" : "FAILED",
                null,
                exam.getScore(),
                null,
                null,
                null,
                null,
                null,
                first.getCertificationProfileId(),
                first.getRecordId(),
                ids(records),
                profiles.isMerged(first.getCertificationProfileId()));
    }

    private @Nullable Entry certification(List<CertificationRecorded> records) {
        List<CertificationRecorded> awards = ofKind(RecordKind.CERTIFICATION_EARNED, records);
        if (awards.isEmpty()) {
            return null;
        }
        CertificationRecorded first =
                first(awards, award -> award.getCertificationEarned().getEarnedOn());
        CertificationEarned earned = first.getCertificationEarned();
        List<CertificationRecorded> renewals = ofKind(RecordKind.CERTIFICATION_RENEWED, records);
        LocalDate expiry = latestExpiry(awards, renewals);
        String revoked = ofKind(RecordKind.CERTIFICATION_REVOKED, records).stream()
                .map(record -> record.getCertificationRevoked().getReason())
                .min(Comparator.naturalOrder())
                .orElse(null);
        return new Entry(
                learner(first),
                "CERTIFICATION",
                earned.getCredentialId(),
                earned.getCertificationCode(),
                earned.getTitle(),
                earned.getEarnedOn().atStartOfDay().toInstant(ZoneOffset.UTC),
                state(revoked, expiry),
                null,
                null,
                earned.getEarnedOn(),
                expiry,
                (long) renewals.size(),
                revoked,
                null,
                first.getCertificationProfileId(),
                first.getRecordId(),
                ids(records),
                profiles.isMerged(first.getCertificationProfileId()));
    }

    /** Null: it never expires, which is later than any day. */
    private static @Nullable LocalDate latestExpiry(
            List<CertificationRecorded> awards, List<CertificationRecorded> renewals) {
        List<LocalDate> expiries = new ArrayList<>();
        awards.forEach(award -> expiries.add(award.getCertificationEarned().getExpiresOn()));
        renewals.forEach(
                renewal -> expiries.add(renewal.getCertificationRenewed().getExpiresOn()));
        return expiries.contains(null) ? null : Collections.max(expiries);
    }

    private static String state(@Nullable String revoked, @Nullable LocalDate expiry) {
        if (revoked != null) {
            return "REVOKED";
        }
        if (expiry == null) {
            return "ACTIVE";
        }
        if (expiry.isBefore(TODAY)) {
            return "EXPIRED";
        }
        return expiry.minusMonths(6).isAfter(TODAY) ? "ACTIVE" : "EXPIRING";
    }

    private static Entry activity(LearnActivityRecorded learnt) {
        return new Entry(
                learnt.getLearnProfileId(),
                "LEARN_ACTIVITY",
                learnt.getActivityId(),
                learnt.getCode(),
                learnt.getTitle(),
                learnt.getCompletedAt(),
                "COMPLETED",
                null,
                null,
                null,
                null,
                null,
                null,
                learnt.getKind().name(),
                null,
                learnt.getActivityId(),
                List.of(learnt.getActivityId()),
                false);
    }

    private String learner(CertificationRecorded record) {
        return profiles.learnerOf(record.getCertificationProfileId());
    }

    private static <T extends Comparable<? super T>> CertificationRecorded first(
            List<CertificationRecorded> records, Function<CertificationRecorded, T> time) {
        return records.stream().min(comparing(time).thenComparing(PLACE)).orElseThrow();
    }

    private static List<CertificationRecorded> ofKind(RecordKind kind, List<CertificationRecorded> records) {
        return records.stream().filter(record -> record.getKind() == kind).toList();
    }

    private static List<String> ids(List<CertificationRecorded> records) {
        return records.stream().map(CertificationRecorded::getRecordId).toList();
    }

    /** A learner's attempts at one exam, from the first on. */
    private static List<Entry> numbered(List<Entry> exams) {
        Map<String, Long> attempts = new HashMap<>();
        return exams.stream()
                .sorted(comparing(Entry::occurredAt).thenComparing(Entry::entryId))
                .map(exam -> exam.asAttempt(attempts.merge(exam.learner() + ' ' + exam.code(), 1L, Long::sum)))
                .toList();
    }

    List<Statistics> statistics() {
        Set<String> learners = new TreeSet<>(profiles.connectedLearners());
        activities.values().forEach(learnt -> learners.add(learnt.getLearnProfileId()));
        List<Entry> entries = entries();
        return learners.stream()
                .map(learner -> statistics(
                        learner,
                        entries.stream()
                                .filter(entry -> entry.learner().equals(learner))
                                .toList()))
                .toList();
    }

    private static Statistics statistics(String learner, List<Entry> entries) {
        return new Statistics(
                learner,
                count(entries, "EXAM", Set.of("PASSED", "FAILED")),
                count(entries, "EXAM", Set.of("PASSED")),
                count(entries, "CERTIFICATION", Set.of("ACTIVE", "EXPIRING", "EXPIRED", "REVOKED")),
                count(entries, "CERTIFICATION", Set.of("ACTIVE", "EXPIRING")),
                count(entries, "CERTIFICATION", Set.of("EXPIRING")),
                count(entries, "LEARN_ACTIVITY", Set.of("COMPLETED")),
                entries.stream()
                        .map(Entry::occurredAt)
                        .min(Comparator.naturalOrder())
                        .orElse(null),
                entries.stream()
                        .map(Entry::occurredAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null));
    }

    private static long count(List<Entry> entries, String type, Set<String> states) {
        return entries.stream()
                .filter(entry -> entry.entryType().equals(type) && states.contains(entry.state()))
                .count();
    }
}
