package io.certconnect.cli;

import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.postgresql.ds.PGSimpleDataSource;

/** An empty ledger of a test class's own. */
public final class TestLedger {

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    public TestLedger() {
        database.setURL(TestServices.freshDatabase());
        database.setUser(TestServices.database().user());
        database.setPassword(TestServices.database().password());
        Schema.migrate(database);
    }

    /** What points the program here. */
    public List<String> options() {
        return List.of(
                "--database",
                String.valueOf(database.getURL()),
                "--db-user",
                TestServices.database().user(),
                "--db-password",
                TestServices.database().password());
    }

    /** For what connects by itself, as the database's administrator. */
    public PGSimpleDataSource database() {
        return database;
    }

    public Connection connect() throws SQLException {
        return database.getConnection();
    }

    public void execute(String sql) throws SQLException {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
