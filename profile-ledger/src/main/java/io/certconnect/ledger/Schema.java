package io.certconnect.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/** The ledger's tables: a PostgreSQL schema of their own, with a migration history of its own. */
public final class Schema {

    /** The PostgreSQL schema that holds the ledger. */
    public static final String NAME = "ledger";

    private Schema() {}

    /** How long a start waits for a database that is not there yet, in attempts a few seconds apart. */
    private static final int CONNECT_RETRIES = 30;

    /** Brings the ledger's schema to this version, and waits for the database; several instances may do so at once. */
    public static void migrate(DataSource dataSource) {
        flyway(dataSource, "classpath:io/certconnect/ledger/migration").migrate();
    }

    /** Takes a schema that a newer version made as it is: an old instance may start again during an upgrade. */
    static Flyway flyway(DataSource dataSource, String migrations) {
        return Flyway.configure()
                .dataSource(new Patient(dataSource))
                .connectRetries(CONNECT_RETRIES)
                .connectRetriesInterval(4)
                .schemas(NAME)
                .defaultSchema(NAME)
                .locations(migrations)
                .load();
    }

    /** A migration may take longer than a worker may wait for a network that is lost. The pool sets its own limit again. */
    private static final class Patient extends DelegatingDataSource {

        Patient(DataSource dataSource) {
            super(dataSource);
        }

        @Override
        public Connection getConnection() throws SQLException {
            Connection connection = super.getConnection();
            connection.setNetworkTimeout(Runnable::run, 0);
            return connection;
        }
    }
}
