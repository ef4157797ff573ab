package io.certconnect.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Who may touch what. */
@Tag("storage")
class StoreRolesTest {

    private static String url;

    @BeforeAll
    static void makeBothStoresBesideALedger() {
        url = TestServices.freshDatabase();
        PGSimpleDataSource administrator = TestStore.administrator(url);
        Schema.migrate(administrator);
        StoreRoles.create(administrator, Map.of(Store.TRANSCRIPT, "secret", Store.BADGE, "secret"));
        StoreSchema.migrate(as(Store.TRANSCRIPT), Store.TRANSCRIPT);
        StoreSchema.migrate(as(Store.BADGE), Store.BADGE);
    }

    private static PGSimpleDataSource as(Store store) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(store.role());
        dataSource.setPassword("secret");
        return dataSource;
    }

    @ParameterizedTest
    @CsvSource({
        "TRANSCRIPT, badge.badge_record",
        "TRANSCRIPT, badge.learner_badge",
        "TRANSCRIPT, ledger.connection",
        "TRANSCRIPT, ledger.certification_profile",
        "BADGE, transcript.certification_record",
        "BADGE, transcript.learner_transcript",
        "BADGE, ledger.connection",
        "BADGE, ledger.certification_profile",
    })
    void aStoresRoleNeitherReadsNorWritesAnotherSchema(Store store, String table) {
        JdbcClient sql = JdbcClient.create(as(store));

        assertRefused(sql, "select count(*) from " + table);
        assertRefused(sql, "delete from " + table);
    }

    @ParameterizedTest
    @ValueSource(strings = {"transcript.learner_transcript", "transcript.learner_statistics", "badge.learner_badge"})
    void aReaderReadsTheViews(String view) {
        assertThatCode(() ->
                        reader().sql("select count(*) from " + view).query().singleRow())
                .doesNotThrowAnyException();
    }

    @Test
    void aReaderReadsNothingElseAndWritesNothing() {
        assertThat(whatAReaderMay("select"))
                .containsExactlyInAnyOrder(
                        "transcript.learner_transcript",
                        "transcript.learner_statistics",
                        "transcript.learner",
                        "transcript.recorded_entry",
                        "badge.learner_badge",
                        "badge.learner",
                        "badge.recorded_entry");
        assertThat(whatAReaderMay("insert, update, delete, truncate")).isEmpty();
        assertRefused(reader(), "select count(*) from transcript.certification_record");
    }

    private static List<String> whatAReaderMay(String privileges) {
        return JdbcClient.create(TestStore.administrator(url))
                .sql("""
                        select table_schema || '.' || table_name from information_schema.tables
                        where table_schema in ('transcript', 'badge', 'ledger')
                            and has_table_privilege(
                                'certconnect_reader', format('%I.%I', table_schema, table_name), :privileges)
                        """)
                .param("privileges", privileges)
                .query(String.class)
                .list();
    }

    @Test
    void withoutTheRolesAMigrationSaysWhoHasToDoWhat() {
        // Roles are the whole server's, so this hides the reader from the check instead of dropping it.
        String empty = TestServices.freshDatabase();
        PGSimpleDataSource administrator = TestStore.administrator(empty);
        JdbcClient sql = JdbcClient.create(administrator);
        sql.sql("create schema hiding").update();
        sql.sql(
                        "create view hiding.pg_roles as select * from pg_catalog.pg_roles where rolname <> 'certconnect_reader'")
                .update();
        administrator.setOptions("-c search_path=hiding,pg_catalog");

        assertThatThrownBy(() -> StoreSchema.migrate(administrator, Store.TRANSCRIPT))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("certconnect_reader")
                .hasMessageContaining("roles.sql");

        assertThat(sql.sql("select count(*) from information_schema.tables where table_schema = 'transcript'")
                        .query(Long.class)
                        .single())
                .isZero();
    }

    private static void assertRefused(JdbcClient sql, String statement) {
        assertThatThrownBy(() -> sql.sql(statement).update()).rootCause().hasMessageContaining("permission denied");
    }

    private static JdbcClient reader() {
        PGSimpleDataSource reader = TestStore.administrator(url);
        reader.setOptions("-c role=certconnect_reader");
        return JdbcClient.create(reader);
    }
}
