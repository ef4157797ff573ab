package io.certconnect.benchmarks;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;

/** What is written to one table of a {@link PostgresFloor}, in batches. Several threads may write, each other batches. */
interface FloorTable {

    /** Makes the table in the schema {@code floor}, as it is before anything is written. */
    void prepare(Connection connection) throws SQLException;

    int batches();

    /** Writes a batch in the transaction of the caller. */
    void write(Connection connection, int batch) throws SQLException, IOException;

    /** Of all batches. */
    long rows();

    /** Where the floor's counterpart of a table is. */
    static String copyOf(String table) {
        return "floor." + table.replace('.', '_');
    }

    /** Makes an empty table with the same indexes and checks, but without triggers and foreign keys. */
    static void createLike(Connection connection, String table) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("create table " + copyOf(table) + " (like " + table + " including all)");
        }
    }
}
