package io.certconnect.local;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** A running PostgreSQL, wherever it runs. */
public interface Database extends AutoCloseable {

    /** Of the administrator's database. */
    default String jdbcUrl() {
        return jdbcUrl("postgres");
    }

    /** Of the database of that name, whether it is there or not. */
    String jdbcUrl(String database);

    /** A superuser. */
    String user();

    String password();

    /**
     * Makes an empty database, unless there is one of that name already.
     *
     * @param name lower-case letters, digits and underscores
     * @return its JDBC URL
     */
    default String createDatabase(String name) {
        if (!name.matches("[a-z][a-z0-9_]{0,62}")) {
            throw new IllegalArgumentException("Not a plain database name: " + name);
        }
        try (Connection connection = DriverManager.getConnection(jdbcUrl(), user(), password());
                var known = connection.prepareStatement("select 1 from pg_database where datname = ?");
                var statement = connection.createStatement()) {
            known.setString(1, name);
            if (!known.executeQuery().next()) {
                // Copying files beats logging each page, and what is copied is nearly empty.
                statement.execute("create database " + name + " strategy file_copy");
            }
            return jdbcUrl(name);
        } catch (SQLException e) {
            throw new LocalServiceException("Cannot create the database " + name, e);
        }
    }

    /** Starts again what {@link #stop} stopped: same data, same port. Does nothing if it runs. */
    void start();

    /** Stops the server as an outage would: clients are cut off, the data stays. Does nothing if it does not run. */
    void stop();

    /** Stops it for good. */
    @Override
    void close();
}
