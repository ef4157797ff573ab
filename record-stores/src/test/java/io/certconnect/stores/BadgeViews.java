package io.certconnect.stores;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What a reader gets from the badge store: every column of its view. */
final class BadgeViews {

    private BadgeViews() {}

    static List<Badge> badges(JdbcClient sql) {
        return sql.sql("select * from learner_badge").query(Badge::read).list();
    }

    record Badge(
            String learner,
            String badgeId,
            String achievementCode,
            String title,
            Instant awardedAt,
            @Nullable Instant expiresAt,
            @Nullable String imageUrl,
            String state,
            @Nullable String revocationReason,
            String profile,
            String record,
            List<String> records,
            boolean throughMerge) {

        private static Badge read(ResultSet row, int number) throws SQLException {
            return new Badge(
                    row.getString("learn_profile_id"),
                    row.getString("badge_id"),
                    row.getString("achievement_code"),
                    row.getString("title"),
                    TranscriptViews.instant(row, "awarded_at"),
                    TranscriptViews.instant(row, "expires_at"),
                    row.getString("image_url"),
                    row.getString("state"),
                    row.getString("revocation_reason"),
                    row.getString("certification_profile_id"),
                    row.getString("record_id"),
                    TranscriptViews.texts(row, "record_ids"),
                    row.getBoolean("through_merge"));
        }
    }
}
