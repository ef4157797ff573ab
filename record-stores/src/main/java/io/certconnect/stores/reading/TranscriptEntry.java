package io.certconnect.stores.reading;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/** An entry of a learner's transcript, under the names that it was recorded with. */
public sealed interface TranscriptEntry {

    /** The types of entries, in the order of those that are of the same time. */
    enum Type {
        CERTIFICATION,
        EXAM,
        LEARN_ACTIVITY
    }

    /**
     * Where an entry stands in the transcript: newest first, then by type and id. No two entries of a learner share one.
     */
    record Place(Instant occurredAt, Type type, String entryId) {}

    Place place();

    /**
     * An attempt at an exam.
     *
     * @param attempt 1 for the learner's first at this exam, and so on
     * @param score null: there is none
     */
    record ExamEntry(
            String attemptId,
            String examCode,
            String title,
            Instant takenAt,
            int attempt,
            @Nullable Integer score,
            boolean passed,
            Provenance provenance)
            implements TranscriptEntry {

        @Override
        public Place place() {
            return new Place(takenAt, Type.EXAM, attemptId);
        }
    }

    /** How a certification stands today, by UTC's day. */
    enum CertificationState {
        ACTIVE,
        /** Valid, and close enough to its end to be renewed. */
        EXPIRING,
        EXPIRED,
        REVOKED
    }

    /**
     * A certification.
     *
     * @param expiresOn the last day it is valid, renewals counted in; null: it never expires
     * @param revocationReason null: it was not revoked
     */
    record CertificationEntry(
            String credentialId,
            String certificationCode,
            String title,
            LocalDate earnedOn,
            @Nullable LocalDate expiresOn,
            CertificationState state,
            int renewals,
            @Nullable String revocationReason,
            Provenance provenance)
            implements TranscriptEntry {

        @Override
        public Place place() {
            Instant start = earnedOn.atStartOfDay(ZoneOffset.UTC).toInstant();
            return new Place(start, Type.CERTIFICATION, credentialId);
        }
    }

    /**
     * Something that was learnt. It was recorded under the Learn profile itself, so no merge plays a part.
     *
     * @param kind the event's, such as MODULE; newer producers may send new ones
     */
    record ActivityEntry(String activityId, String kind, String code, String title, Instant completedAt)
            implements TranscriptEntry {

        @Override
        public Place place() {
            return new Place(completedAt, Type.LEARN_ACTIVITY, activityId);
        }
    }
}
