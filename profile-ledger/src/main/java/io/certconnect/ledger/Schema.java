package io.certconnect.ledger;

import javax.sql.DataSource;
import org.flywaydb.core.Flyway;

/** The ledger's tables: a PostgreSQL schema of their own, with a migration history of its own. */
public final class Schema {

    /** The PostgreSQL schema that holds the ledger. */
    public static final String NAME = "ledger";

    private Schema() {}

    /** Brings the ledger's schema to this version; several instances may do so at once. */
    public static void migrate(DataSource dataSource) {
        Flyway.configure()
                .dataSource(dataSource)
                .schemas(NAME)
                .defaultSchema(NAME)
                .locations("classpath:io/certconnect/ledger/migration")
                .load()
                .migrate();
    }
}
