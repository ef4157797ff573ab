package io.certconnect.stores;

import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store's tables and views: a PostgreSQL schema of their own, with a migration history of its own. */
public final class StoreSchema {

    /** The role that may read the views of both stores. */
    public static final String READER = "certconnect_reader";

    /** How long a start waits for a database that is not there yet, in attempts a few seconds apart. */
    private static final int CONNECT_RETRIES = 30;

    private StoreSchema() {}

    /** Brings the live schema to this version, and waits for the database; several instances may do so at once. */
    public static void migrate(DataSource dataSource, Store store) {
        migrate(dataSource, store, store.schema());
    }

    /**
     * Brings a schema to this version.
     *
     * @param dataSource connects as the store's role, which will own what is made
     * @throws IllegalStateException if the roles were not made
     */
    public static void migrate(DataSource dataSource, Store store, String schema) {
        Flyway flyway = Flyway.configure()
                .dataSource(dataSource)
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(4)
                .schemas(schema)
                .defaultSchema(schema)
                .placeholders(Map.of("reader", READER))
                .locations(
                        "classpath:io/certconnect/stores/migration/common",
                        "classpath:io/certconnect/stores/migration/" + store.schema())
                .load();
        // The first to ask: it waits for the database.
        flyway.info();
        requireReader(dataSource);
        flyway.migrate();
    }

    private static void requireReader(DataSource dataSource) {
        List<Integer> found = JdbcClient.create(dataSource)
                .sql("select 1 from pg_roles where rolname = :reader")
                .param("reader", READER)
                .query(Integer.class)
                .list();
        if (found.isEmpty()) {
            throw new IllegalStateException("the database has no role " + READER
                    + ": have an administrator run roles.sql of record-stores once");
        }
    }
}
