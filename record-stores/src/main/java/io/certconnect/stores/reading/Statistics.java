package io.certconnect.stores.reading;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A learner's transcript in figures.
 *
 * @param certifications all, whatever their state
 * @param activeCertifications those that are valid today, the ones that can be renewed among them
 * @param renewalsDue those that are valid and close enough to their end to be renewed
 * @param firstActivityAt when the oldest entry happened; null: there is none
 * @param lastActivityAt when the newest entry happened; null: there is none
 */
public record Statistics(
        long examAttempts,
        long examsPassed,
        long certifications,
        long activeCertifications,
        long renewalsDue,
        long learnActivities,
        @Nullable Instant firstActivityAt,
        @Nullable Instant lastActivityAt) {

    /** Of an empty transcript. */
    public static final Statistics NONE = new Statistics(0, 0, 0, 0, 0, 0, null, null);
}
