package io.certconnect.stores.reading;

import io.certconnect.stores.reading.TranscriptEntry.ActivityEntry;
import io.certconnect.stores.reading.TranscriptEntry.CertificationEntry;
import io.certconnect.stores.reading.TranscriptEntry.CertificationState;
import io.certconnect.stores.reading.TranscriptEntry.ExamEntry;
import io.certconnect.stores.reading.TranscriptEntry.Place;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The transcript store, read: one statement for each question. Thread-safe. */
public final class Transcripts {

    static final String KNOWS = "select exists (select from learner where learn_profile_id = :learner)";

    /** Most readers ask for the first page alone, and no place at all is answered a fifth faster than an absent one. */
    static final String FIRST_PAGE = page("");

    static final String NEXT_PAGE =
            page("and (occurred_at < :time or occurred_at = :time and (entry_type, entry_id) > (:type, :id))");

    private static String page(String after) {
        return """
            select known.learner, entry.*
            from (select exists (select from learner where learn_profile_id = :learner)) as known (learner)
            left join lateral (
                select * from learner_transcript
                where learn_profile_id = :learner %s
                order by occurred_at desc, entry_type, entry_id
                limit :limit
            ) as entry on known.learner
            order by occurred_at desc, entry_type, entry_id
            """.formatted(after);
    }

    static final String STATISTICS = "select * from learner_statistics where learn_profile_id = :learner";

    private final JdbcClient sql;

    /** @param dataSource its connections may read the store's views and have its schema as their search path */
    public Transcripts(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
    }

    /** Whether the learner is connected or active, as far as events have said. */
    public boolean knows(String learner) {
        return sql.sql(KNOWS).param("learner", learner).query(Boolean.class).single();
    }

    /**
     * A page of the learner's transcript.
     *
     * @param after the place of the entry before the page; null: the first page
     * @param limit how many entries the page holds at most, 1 or more
     * @return empty if the store does not know the learner
     */
    public Optional<Page<TranscriptEntry, Place>> page(String learner, @Nullable Place after, int limit) {
        var statement = sql.sql(after == null ? FIRST_PAGE : NEXT_PAGE)
                .param("learner", learner)
                .param("limit", limit + 1);
        if (after != null) {
            statement = statement
                    .param("time", Columns.time(after.occurredAt()))
                    .param("type", after.type().name())
                    .param("id", after.entryId());
        }
        return statement.query(Page.read(limit, (row, number) -> entry(row), TranscriptEntry::place));
    }

    /** The learner's transcript in figures; empty if the store does not know the learner. */
    public Optional<Statistics> statistics(String learner) {
        return sql.sql(STATISTICS)
                .param("learner", learner)
                .query((row, number) -> statistics(row))
                .optional();
    }

    private static TranscriptEntry entry(ResultSet row) throws SQLException {
        return switch (TranscriptEntry.Type.valueOf(row.getString("entry_type"))) {
            case EXAM ->
                new ExamEntry(
                        row.getString("entry_id"),
                        row.getString("code"),
                        row.getString("title"),
                        Columns.time(row, "occurred_at"),
                        row.getInt("attempt"),
                        row.getObject("score", Integer.class),
                        row.getString("state").equals("PASSED"),
                        Provenance.of(row));
            case CERTIFICATION ->
                new CertificationEntry(
                        row.getString("entry_id"),
                        row.getString("code"),
                        row.getString("title"),
                        Columns.day(row, "earned_on"),
                        Columns.dayOrNone(row, "expires_on"),
                        CertificationState.valueOf(row.getString("state")),
                        row.getInt("renewals"),
                        row.getString("revocation_reason"),
                        Provenance.of(row));
            case LEARN_ACTIVITY ->
                new ActivityEntry(
                        row.getString("entry_id"),
                        row.getString("activity_kind"),
                        row.getString("code"),
                        row.getString("title"),
                        Columns.time(row, "occurred_at"));
        };
    }

    private static Statistics statistics(ResultSet row) throws SQLException {
        return new Statistics(
                row.getLong("exam_attempts"),
                row.getLong("exams_passed"),
                row.getLong("certifications"),
                row.getLong("active_certifications"),
                row.getLong("renewals_due"),
                row.getLong("learn_activities"),
                Columns.timeOrNone(row, "first_activity_at"),
                Columns.timeOrNone(row, "last_activity_at"));
    }
}
