package io.certconnect.stores.reading;

import io.certconnect.stores.reading.Badge.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The badge store, read: one statement for each question. Thread-safe. */
public final class Badges {

    static final String KNOWS = "select exists (select from learner where learn_profile_id = :learner)";

    /** As a transcript's. */
    static final String FIRST_PAGE = page("");

    static final String NEXT_PAGE = page("and (awarded_at < :time or awarded_at = :time and badge_id > :id)");

    private static String page(String after) {
        return """
            select known.learner, badge.*
            from (select exists (select from learner where learn_profile_id = :learner)) as known (learner)
            left join lateral (
                select * from learner_badge
                where learn_profile_id = :learner %s
                order by awarded_at desc, badge_id
                limit :limit
            ) as badge on known.learner
            order by awarded_at desc, badge_id
            """.formatted(after);
    }

    private final JdbcClient sql;

    /** @param dataSource its connections may read the store's views and have its schema as their search path */
    public Badges(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Whether the learner is connected, as far as events have said. */
    public boolean knows(String learner) {
        return sql.sql(KNOWS).param("learner", learner).query(Boolean.class).single();
    }

    /**
     * A page of the learner's badges.
     *
     * @param after the place of the badge before the page; null: the first page
     * @param limit how many badges the page holds at most, 1 or more
     * @return empty if the store does not know the learner
     */
    public Optional<Page<Badge, Place>> page(String learner, @Nullable Place after, int limit) {
        var statement = sql.sql(after == null ? FIRST_PAGE : NEXT_PAGE)
                .param("learner", learner)
                .param("limit", limit + 1);
        if (after != null) {
            statement = statement.param("time", Columns.time(after.awardedAt())).param("id", after.badgeId());
        }
        return statement.query(Page.read(limit, (row, number) -> badge(row), Badge::place));
    }

    private static Badge badge(ResultSet row) throws SQLException {
        return new Badge(
                row.getString("badge_id"),
                row.getString("achievement_code"),
                row.getString("title"),
                Columns.time(row, "awarded_at"),
                Columns.timeOrNone(row, "expires_at"),
                row.getString("image_url"),
                Badge.State.valueOf(row.getString("state")),
                row.getString("revocation_reason"),
                Provenance.of(row));
    }
}
