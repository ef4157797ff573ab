package io.certconnect.cli.services;

import io.certconnect.cli.terminal.CommandFailure;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import picocli.CommandLine.Option;

/** Where the ledger's database is. Commands only read it. */
public final class DatabaseOptions {

    private static final String LIMIT_SECONDS = "8";

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            defaultValue = "${CERTCONNECT_DATABASE:-jdbc:postgresql://localhost:15432/certconnect}",
            description = "The ledger's database (CERTCONNECT_DATABASE); default: ${DEFAULT-VALUE}.")
    private String url = "";

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            defaultValue = "${CERTCONNECT_DB_USER:-postgres}",
            description = "Who reads it (CERTCONNECT_DB_USER); default: ${DEFAULT-VALUE}.")
    private String user = "";

    @Option(
            names = "--db-password",
            paramLabel = "PASSWORD",
            defaultValue = "${CERTCONNECT_DB_PASSWORD:-postgres}",
            description = "Better given as CERTCONNECT_DB_PASSWORD, where other users do not see it.")
    private String password = "";

    /** @throws CommandFailure if it cannot be reached, or refuses us */
    public Connection connect() {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("ApplicationName", "certconnect command line");
        properties.setProperty("loginTimeout", LIMIT_SECONDS);
        properties.setProperty("socketTimeout", LIMIT_SECONDS);
        try {
            Connection connection = DriverManager.getConnection(url, properties);
            connection.setReadOnly(true);
            return connection;
        } catch (SQLException e) {
            throw failure(e);
        }
    }

    /** What the database's refusal means for whoever runs the command. */
    public CommandFailure failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        String database = "The database at " + url + " (--database)";
        if (state.startsWith("28")) {
            return CommandFailure.unreachable(
                    database + " refuses the user " + user + ". Set --db-user and CERTCONNECT_DB_PASSWORD.", e);
        }
        if (state.equals("42P01") || state.equals("3F000")) {
            return CommandFailure.unreachable(
                    database + " has no ledger in it. A worker puts it there when it starts.", e);
        }
        if (state.equals("42501")) {
            return CommandFailure.unreachable(database + " does not let " + user + " read the ledger.", e);
        }
        return CommandFailure.unreachable(
                database + " cannot be reached: " + firstLine(e) + " Is the quickstart running?", e);
    }

    private static String firstLine(SQLException e) {
        return e.getMessage() == null
                ? ""
                : e.getMessage().lines().findFirst().orElse("").strip();
    }
}
