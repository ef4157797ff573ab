package io.certconnect.stores.reading;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.local.testing.TestServices;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * One learner's answer costs what that learner has, however much the store holds: PostgreSQL plans index scans alone,
 * whether it plans for the parameters or once for all of them, as it does for statements that a driver prepared.
 */
@Tag("storage")
class ReadingPlansTest {

    /** Five records for each of 10,000 profiles, a tenth of them merged into others. */
    private static final String PEOPLE = """
            insert into connection
            select 'l' || n, 'c' || n, now(), n from generate_series(1, 9000) n;
            insert into merge
            select 'c' || n, 'c' || (n - 9000), now(), n from generate_series(9001, 10000) n;
            """;

    private static final String TRANSCRIPT = PEOPLE + """
            insert into certification_record (certification_profile_id, record_id, version, fingerprint, recorded_at,
                kind, entry_id, code, title, taken_at, passed)
            select 'c' || n, 'r' || r, 1, 0, now(), 'EXAM', 'a' || n || '-' || r, 'EX-1', 'Exam', now(), true
            from generate_series(1, 10000) n, generate_series(1, 5) r;
            insert into learn_activity
            select 'l' || n, 'x' || r, 1, 0, 'MODULE', 'MOD-1', 'Module', now()
            from generate_series(1, 10000) n, generate_series(1, 5) r;
            analyze;
            """;

    private static final String BADGES = PEOPLE + """
            insert into badge_record (certification_profile_id, record_id, version, fingerprint, recorded_at,
                kind, badge_id, achievement_code, title, awarded_at)
            select 'c' || n, 'r' || r, 1, 0, now(), 'AWARDED', 'b' || n || '-' || r, 'ACH-1', 'Achievement', now()
            from generate_series(1, 10000) n, generate_series(1, 5) r;
            analyze;
            """;

    private static PGSimpleDataSource transcript;
    private static PGSimpleDataSource badges;

    @BeforeAll
    static void fill() {
        transcript = filled(Store.TRANSCRIPT, TRANSCRIPT);
        badges = filled(Store.BADGE, BADGES);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void aTranscriptScansNoTable(String planning) throws SQLException {
        assertScansNothing(transcript, planning, Transcripts.FIRST_PAGE);
        assertScansNothing(transcript, planning, Transcripts.NEXT_PAGE);
        assertScansNothing(transcript, planning, Transcripts.KNOWS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void statisticsScanNoTable(String planning) throws SQLException {
        assertScansNothing(transcript, planning, Transcripts.STATISTICS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"force_custom_plan", "force_generic_plan"})
    void badgesScanNoTable(String planning) throws SQLException {
        assertScansNothing(badges, planning, Badges.FIRST_PAGE);
        assertScansNothing(badges, planning, Badges.NEXT_PAGE);
        assertScansNothing(badges, planning, Badges.KNOWS);
    }

    private static PGSimpleDataSource filled(Store store, String rows) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(TestServices.freshDatabase());
        dataSource.setUser(TestServices.database().user());
        dataSource.setPassword(TestServices.database().password());
        StoreRoles.create(dataSource, Map.of());
        dataSource.setCurrentSchema(store.schema());
        StoreSchema.migrate(dataSource, store);
        new JdbcTemplate(dataSource).execute(rows);
        return dataSource;
    }

    private static void assertScansNothing(PGSimpleDataSource dataSource, String planning, String sql)
            throws SQLException {
        String plan = String.join("\n", plan(dataSource, planning, sql));
        assertThat(plan).contains("Index Cond").doesNotContain("Seq Scan on");
    }

    /** Of the statement as a driver prepares it: a number for each place a parameter stands at. */
    private static List<String> plan(PGSimpleDataSource dataSource, String planning, String sql) throws SQLException {
        Map<String, String> values =
                Map.of("learner", "'l7'", "time", "'2100-01-01'", "type", "'EXAM'", "id", "'a'", "limit", "101");
        List<String> arguments = new ArrayList<>();
        String numbered = Pattern.compile(":(\\w+)").matcher(sql).replaceAll(parameter -> {
            arguments.add(values.get(parameter.group(1)));
            return "\\$" + arguments.size();
        });
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set plan_cache_mode = " + planning);
            statement.execute("prepare question as " + numbered);
            List<String> lines = new ArrayList<>();
            ResultSet rows = statement.executeQuery(
                    "explain (costs off) execute question(" + String.join(", ", arguments) + ")");
            while (rows.next()) {
                lines.add(rows.getString(1));
            }
            return lines;
        }
    }
}
