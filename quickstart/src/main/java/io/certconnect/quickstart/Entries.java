package io.certconnect.quickstart;

import io.certconnect.stores.reading.Badge;
import io.certconnect.stores.reading.Provenance;
import io.certconnect.stores.reading.TranscriptEntry;
import io.certconnect.stores.reading.TranscriptEntry.ActivityEntry;
import io.certconnect.stores.reading.TranscriptEntry.CertificationEntry;
import io.certconnect.stores.reading.TranscriptEntry.ExamEntry;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A learner's entries and badges, one line each. */
final class Entries {

    private Entries() {}

    static String inWords(TranscriptEntry entry) {
        return switch (entry) {
            case ExamEntry exam ->
                "%s  exam %s, attempt %d, %s%s"
                        .formatted(
                                day(exam.takenAt()),
                                exam.examCode(),
                                exam.attempt(),
                                exam.passed() ? "passed" : "failed",
                                from(exam.provenance()));
            case CertificationEntry certification ->
                "%s  certification %s, %s%s%s"
                        .formatted(
                                certification.earnedOn(),
                                certification.certificationCode(),
                                certification.state().name().toLowerCase(Locale.ROOT),
                                until(certification.expiresOn()),
                                from(certification.provenance()));
            case ActivityEntry activity ->
                "%s  %s %s"
                        .formatted(
                                day(activity.completedAt()),
                                activity.kind().toLowerCase(Locale.ROOT).replace('_', ' '),
                                activity.code());
        };
    }

    static String inWords(Badge badge) {
        return "%s  badge %s, %s%s"
                .formatted(
                        day(badge.awardedAt()),
                        badge.achievementCode(),
                        badge.state().name().toLowerCase(Locale.ROOT),
                        from(badge.provenance()));
    }

    private static LocalDate day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }

    private static String until(@Nullable LocalDate expiresOn) {
        return expiresOn == null ? "" : " until " + expiresOn;
    }

    private static String from(Provenance provenance) {
        return provenance.throughMerge() ? ", from " + provenance.certificationProfileId() : "";
    }
}
