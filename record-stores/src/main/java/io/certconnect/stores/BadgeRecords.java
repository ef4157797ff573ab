package io.certconnect.stores;

import io.certconnect.ledger.CopiedRows;
import io.certconnect.ledger.SqlArrays;
import io.certconnect.stores.Change.BadgeFact;
import io.certconnect.stores.Change.BadgeRecorded;
import io.certconnect.stores.Newest.Row;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Badges as they were recorded, under certification profiles. */
final class BadgeRecords {

    private static final List<String> COLUMNS = List.of(
            "certification_profile_id",
            "record_id",
            "version",
            "fingerprint",
            "recorded_at",
            "kind",
            "badge_id",
            "achievement_code",
            "title",
            "awarded_at",
            "expires_at",
            "image_url",
            "reason");

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    BadgeRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /** The columns that depend on what a record says. */
    private record Columns(
            String kind,
            String badgeId,
            @Nullable String achievementCode,
            @Nullable String title,
            @Nullable Instant awardedAt,
            @Nullable Instant expiresAt,
            @Nullable String imageUrl,
            @Nullable String reason) {

        static Columns of(BadgeFact fact) {
            return switch (fact) {
                case BadgeFact.Awarded awarded ->
                    new Columns(
                            "AWARDED",
                            awarded.badgeId(),
                            awarded.achievementCode(),
                            awarded.title(),
                            awarded.awardedAt(),
                            awarded.expiresAt(),
                            awarded.imageUrl(),
                            null);
                case BadgeFact.Revoked revoked ->
                    new Columns("REVOKED", revoked.badgeId(), null, null, null, null, null, revoked.reason());
            };
        }
    }

    /**
     * Adds rows of which none is there yet.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one is
     */
    void add(Collection<Row<BadgeRecorded>> rows) {
        if (!rows.isEmpty()) {
            CopiedRows.into(jdbc, "badge_record", COLUMNS, rows, (row, out) -> {
                Columns columns = Columns.of(row.change().fact());
                out.text(row.change().profileId())
                        .text(row.change().id())
                        .int8(row.version())
                        .int8(row.fingerprint())
                        .timestamptz(row.change().recordedAt())
                        .text(columns.kind())
                        .text(columns.badgeId())
                        .text(columns.achievementCode())
                        .text(columns.title())
                        .timestamptz(columns.awardedAt())
                        .timestamptz(columns.expiresAt())
                        .text(columns.imageUrl())
                        .text(columns.reason());
            });
        }
    }

    /** Returns how many rows it changed. */
    int write(Collection<Row<BadgeRecorded>> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        List<Columns> columns = new ArrayList<>(rows.size());
        rows.forEach(row -> columns.add(Columns.of(row.change().fact())));
        return sql.sql("""
                        insert into badge_record (
                            certification_profile_id, record_id, version, fingerprint, recorded_at,
                            kind, badge_id, achievement_code, title, awarded_at, expires_at, image_url, reason)
                        select * from unnest(
                            :profiles, :ids, :versions, :fingerprints, :times,
                            :kinds, :badges, :codes, :titles, :awarded, :expires, :images, :reasons)
                        on conflict (certification_profile_id, record_id) do update set
                            version = excluded.version,
                            fingerprint = excluded.fingerprint,
                            recorded_at = excluded.recorded_at,
                            kind = excluded.kind,
                            badge_id = excluded.badge_id,
                            achievement_code = excluded.achievement_code,
                            title = excluded.title,
                            awarded_at = excluded.awarded_at,
                            expires_at = excluded.expires_at,
                            image_url = excluded.image_url,
                            reason = excluded.reason
                        where (excluded.version, excluded.fingerprint)
                            > (badge_record.version, badge_record.fingerprint)
                        """)
                .param("profiles", SqlArrays.texts(rows, row -> row.change().profileId()))
                .param("ids", SqlArrays.texts(rows, row -> row.change().id()))
                .param("versions", SqlArrays.longs(rows, Row::version))
                .param("fingerprints", SqlArrays.longs(rows, Row::fingerprint))
                .param("times", SqlArrays.times(rows, row -> row.change().recordedAt()))
                .param("kinds", SqlArrays.texts(columns, Columns::kind))
                .param("badges", SqlArrays.texts(columns, Columns::badgeId))
                .param("codes", SqlArrays.texts(columns, Columns::achievementCode))
                .param("titles", SqlArrays.texts(columns, Columns::title))
                .param("awarded", SqlArrays.times(columns, Columns::awardedAt))
                .param("expires", SqlArrays.times(columns, Columns::expiresAt))
                .param("images", SqlArrays.texts(columns, Columns::imageUrl))
                .param("reasons", SqlArrays.texts(columns, Columns::reason))
                .update();
    }
}
