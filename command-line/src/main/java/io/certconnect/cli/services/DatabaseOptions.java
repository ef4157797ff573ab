package io.certconnect.cli.services;

import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.StoreLogin;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Properties;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;
import picocli.CommandLine.Option;

/** Where the database with the ledger and the stores is. */
public final class DatabaseOptions {

    private static final String LIMIT_SECONDS = "8";

    @Option(
            names = "--database",
            paramLabel = "JDBC-URL",
            defaultValue = "${CERTCONNECT_DATABASE:-jdbc:postgresql://localhost:15432/certconnect}",
            description =
                    "The database with the ledger and the stores (CERTCONNECT_DATABASE); default: ${DEFAULT-VALUE}.")
    private String url = "";

    @Option(
            names = "--db-user",
            paramLabel = "NAME",
            defaultValue = "${CERTCONNECT_DB_USER:-certconnect}",
            description = "Who uses it (CERTCONNECT_DB_USER); default: ${DEFAULT-VALUE}.")
    private String user = "";

    @Option(
            names = "--db-password",
            paramLabel = "PASSWORD",
            defaultValue = "${CERTCONNECT_DB_PASSWORD:-certconnect}",
            description = "Better given as CERTCONNECT_DB_PASSWORD, where other users do not see it.")
    private String password = "";

    /**
     * Connects to read.
     *
     * @throws CommandFailure if it cannot be reached, or refuses us
     */
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

    /** For work on the stores. */
    public StoreLogin storeLogin() {
        QuietLogs.apply();
        return new StoreLogin(url, user, password);
    }

    /** For an administrator's work: a new connection each time, no pool. */
    public DataSource dataSource() {
        QuietLogs.apply();
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        dataSource.setApplicationName("certconnect command line");
        return dataSource;
    }

    /** What a refusal of work on a store means for whoever runs the command. */
    public CommandFailure storeFailure(SQLException e) {
        String roles = Arrays.stream(Store.values()).map(Store::role).collect(Collectors.joining(", "));
        return switch (String.valueOf(e.getSQLState())) {
            case "42501" ->
                CommandFailure.unreachable(
                        database() + " does not let " + user + " do that: " + firstLine(e) + ". It takes a user who may"
                                + " act as the store's role and read the ledger: grant " + roles + " to " + user
                                + ", or name another with --db-user.",
                        e);
            // What the server says to a connection that asks for a role it does not have.
            case "22023" ->
                CommandFailure.unreachable(
                        database() + " has not been set up for the stores: " + firstLine(e) + ". An administrator runs"
                                + " roles.sql of record-stores once, then the records-worker makes the stores.",
                        e);
            default -> failure(e);
        };
    }

    /** What the database's refusal means for whoever runs the command. */
    public CommandFailure failure(SQLException e) {
        String state = e.getSQLState() == null ? "" : e.getSQLState();
        if (state.startsWith("28")) {
            return CommandFailure.unreachable(
                    database() + " refuses the user " + user + ". Set --db-user and CERTCONNECT_DB_PASSWORD.", e);
        }
        if (state.equals("42P01") || state.equals("3F000")) {
            return CommandFailure.unreachable(
                    database() + " has no ledger in it. A worker puts it there when it starts.", e);
        }
        if (state.equals("42501")) {
            return CommandFailure.unreachable(database() + " does not let " + user + " read the ledger.", e);
        }
        boolean answered = !state.isEmpty() && !state.startsWith("08") && !state.startsWith("57P");
        return CommandFailure.unreachable(
                database()
                        + (answered
                                ? " did not do it: " + firstLine(e)
                                : " cannot be reached: " + firstLine(e) + " Is the quickstart running?"),
                e);
    }

    /** What a refusal to make roles means for whoever runs the command. */
    public CommandFailure roleFailure(SQLException e) {
        if (!"42501".equals(e.getSQLState())) {
            return failure(e);
        }
        return CommandFailure.unreachable(
                database() + " does not let " + user + " make roles: " + firstLine(e)
                        + ". It takes an administrator (--db-user).",
                e);
    }

    /** What the database said, however it was wrapped on its way; null if this is about something else. */
    public static @Nullable SQLException refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException refusal) {
                return refusal;
            }
        }
        return null;
    }

    private String database() {
        return "The database at " + url + " (--database)";
    }

    private static String firstLine(SQLException e) {
        return e.getMessage() == null
                ? ""
                : e.getMessage().lines().findFirst().orElse("").strip();
    }
}
