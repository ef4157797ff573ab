package io.certconnect.stores;

import io.certconnect.ledger.CopiedRows;
import io.certconnect.ledger.SqlArrays;
import io.certconnect.stores.Change.Learnt;
import io.certconnect.stores.Newest.Row;
import java.util.Collection;
import java.util.List;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What was learnt, under Learn profiles. */
final class LearnActivities {

    private static final List<String> COLUMNS = List.of(
            "learn_profile_id", "activity_id", "version", "fingerprint", "kind", "code", "title", "completed_at");

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    LearnActivities(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /**
     * Adds rows of which none is there yet.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one is
     */
    void add(Collection<Row<Learnt>> rows) {
        if (!rows.isEmpty()) {
            CopiedRows.into(jdbc, "learn_activity", COLUMNS, rows, (row, out) -> out.text(
                            row.change().profileId())
                    .text(row.change().id())
                    .int8(row.version())
                    .int8(row.fingerprint())
                    .text(row.change().kind())
                    .text(row.change().code())
                    .text(row.change().title())
                    .timestamptz(row.change().completedAt()));
        }
    }

    /** Returns how many rows it changed. */
    int write(Collection<Row<Learnt>> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        return sql.sql("""
                        insert into learn_activity (
                            learn_profile_id, activity_id, version, fingerprint, kind, code, title, completed_at)
                        select * from unnest(:learners, :ids, :versions, :fingerprints, :kinds, :codes, :titles, :times)
                        on conflict (learn_profile_id, activity_id) do update set
                            version = excluded.version,
                            fingerprint = excluded.fingerprint,
                            kind = excluded.kind,
                            code = excluded.code,
                            title = excluded.title,
                            completed_at = excluded.completed_at
                        where (excluded.version, excluded.fingerprint)
                            > (learn_activity.version, learn_activity.fingerprint)
                        """)
                .param("learners", SqlArrays.texts(rows, row -> row.change().profileId()))
                .param("ids", SqlArrays.texts(rows, row -> row.change().id()))
                .param("versions", SqlArrays.longs(rows, Row::version))
                .param("fingerprints", SqlArrays.longs(rows, Row::fingerprint))
                .param("kinds", SqlArrays.texts(rows, row -> row.change().kind()))
                .param("codes", SqlArrays.texts(rows, row -> row.change().code()))
                .param("titles", SqlArrays.texts(rows, row -> row.change().title()))
                .param("times", SqlArrays.times(rows, row -> row.change().completedAt()))
                .update();
    }
}
