package io.certconnect.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.awaitility.Awaitility;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

@Tag("storage")
class SchemaTest {

    /** Both in milliseconds, and less than the migration has to wait for. */
    private static final int STATEMENT_LIMIT = 300;

    private static final int SOCKET_LIMIT = 1_000;

    @Test
    void anUpgradeKeepsTheRowsAndWaitsLongerThanAWorkerMayWaitForAStatement() throws Exception {
        try (HikariDataSource before = FreshLedger.emptyDatabase();
                HikariDataSource pool = asAWorkerHasIt(before);
                ExecutorService threads = Executors.newSingleThreadExecutor()) {
            migrateToTheFirstVersion(before);
            JdbcClient sql = JdbcClient.create(before);
            sql.sql("""
                    insert into ledger.certification_profile (id, status, version, updated_at, root_id)
                    values ('p', 'ACTIVE', 1, now(), 'p');
                    insert into ledger.connection (learn_profile_id, certification_profile_id, connected_at, request_id)
                    values ('l', 'p', now(), gen_random_uuid())
                    """).update();

            Future<?> migration;
            try (Connection batchInHand = before.getConnection()) {
                batchInHand.setAutoCommit(false);
                batchInHand.createStatement().execute("select from ledger.certification_profile for no key update");
                migration = threads.submit(() -> Schema.migrate(pool));
                Awaitility.await().until(() -> migration.isDone() || hasWaitedBeyondTheLimits(sql));
                batchInHand.rollback();
            }
            migration.get();

            assertThat(sql.sql("select certification_profile_id from ledger.connection")
                            .query(String.class)
                            .single())
                    .isEqualTo("p");
            assertThat(new LedgerDatabase(before).invariants().violations()).isEmpty();
            assertThat(socketLimitOf(pool)).isEqualTo(SOCKET_LIMIT);
        }
    }

    private static HikariDataSource asAWorkerHasIt(HikariDataSource before) {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(before.getJdbcUrl());
        pool.setUsername(before.getUsername());
        pool.setPassword(before.getPassword());
        pool.setConnectionInitSql("set statement_timeout = " + STATEMENT_LIMIT);
        pool.addDataSourceProperty("socketTimeout", String.valueOf(SOCKET_LIMIT / 1_000));
        return pool;
    }

    private static void migrateToTheFirstVersion(HikariDataSource pool) {
        Flyway.configure()
                .dataSource(pool)
                .schemas(Schema.NAME)
                .defaultSchema(Schema.NAME)
                .locations("classpath:io/certconnect/ledger/migration")
                .target("1")
                .load()
                .migrate();
    }

    private static boolean hasWaitedBeyondTheLimits(JdbcClient sql) {
        return sql.sql("""
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and datname = current_database()
                            and now() - query_start > :limit * interval '1 millisecond'
                        """)
                        .param("limit", 2 * SOCKET_LIMIT)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    private static int socketLimitOf(HikariDataSource pool) throws SQLException {
        try (Connection connection = pool.getConnection()) {
            return connection.getNetworkTimeout();
        }
    }
}
