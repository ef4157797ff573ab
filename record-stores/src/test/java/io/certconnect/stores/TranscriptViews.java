package io.certconnect.stores;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a reader gets from the transcript store: every column of its views. */
final class TranscriptViews {

    private TranscriptViews() {}

    static List<Entry> entries(JdbcClient sql) {
        return sql.sql("select * from learner_transcript").query(Entry::read).list();
    }

    static List<Statistics> statistics(JdbcClient sql) {
        return sql.sql("select * from learner_statistics")
                .query(Statistics::read)
                .list();
    }

    record Entry(
            String learner,
            String entryType,
            String entryId,
            String code,
            String title,
            Instant occurredAt,
            String state,
            @Nullable Long attempt,
            @Nullable Integer score,
            @Nullable LocalDate earnedOn,
            @Nullable LocalDate expiresOn,
            @Nullable Long renewals,
            @Nullable String revocationReason,
            @Nullable String activityKind,
            @Nullable String profile,
            @Nullable String record,
            List<String> records,
            boolean throughMerge) {

        Entry asAttempt(long number) {
            return new Entry(
                    learner,
                    entryType,
                    entryId,
                    code,
                    title,
                    occurredAt,
                    state,
                    number,
                    score,
                    earnedOn,
                    expiresOn,
                    renewals,
                    revocationReason,
                    activityKind,
                    profile,
                    record,
                    records,
                    throughMerge);
        }

        private static Entry read(ResultSet row, int number) throws SQLException {
            return new Entry(
                    row.getString("learn_profile_id"),
                    row.getString("entry_type"),
                    row.getString("entry_id"),
                    row.getString("code"),
                    row.getString("title"),
                    instant(row, "occurred_at"),
                    row.getString("state"),
                    row.getObject("attempt", Long.class),
                    row.getObject("score", Integer.class),
                    row.getObject("earned_on", LocalDate.class),
                    row.getObject("expires_on", LocalDate.class),
                    row.getObject("renewals", Long.class),
                    row.getString("revocation_reason"),
                    row.getString("activity_kind"),
                    row.getString("certification_profile_id"),
                    row.getString("record_id"),
                    texts(row, "record_ids"),
                    row.getBoolean("through_merge"));
        }
    }

    record Statistics(
            String learner,
            long examAttempts,
            long examsPassed,
            long certifications,
            long activeCertifications,
            long renewalsDue,
            long learnActivities,
            @Nullable Instant firstActivityAt,
            @Nullable Instant lastActivityAt) {

        private static Statistics read(ResultSet row, int number) throws SQLException {
            return new Statistics(
                    row.getString("learn_profile_id"),
                    row.getLong("exam_attempts"),
                    row.getLong("exams_passed"),
                    row.getLong("certifications"),
                    row.getLong("active_certifications"),
                    row.getLong("renewals_due"),
                    row.getLong("learn_activities"),
                    instant(row, "first_activity_at"),
                    instant(row, "last_activity_at"));
        }
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    static List<String> texts(ResultSet row, String column) throws SQLException {
        return List.of((String[]) row.getArray(column).getArray());
    }
}
