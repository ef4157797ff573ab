package io.certconnect.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** Rows of a worker, on their way by COPY into a table that holds others already: how full it is bears on what a row costs. */
final class CopiedTable implements FloorTable {

    private final String table;
    private final String others;
    /** Each as the text that COPY takes. */
    private final List<String> batches = new ArrayList<>();

    private final long rows;

    /**
     * @param which restricts what is copied: a {@code where}, a {@code limit} or nothing
     * @param others the same of the rows that are there before
     */
    CopiedTable(DataSource dataSource, String table, String which, String others) {
        this.table = table;
        this.others = others;
        List<String> lines = copyOut(dataSource, "select * from " + table + " " + which);
        for (int from = 0; from < lines.size(); from += PostgresFloor.BATCH) {
            int to = Math.min(lines.size(), from + PostgresFloor.BATCH);
            batches.add(String.join("\n", lines.subList(from, to)) + "\n");
        }
        rows = lines.size();
    }

    private static List<String> copyOut(DataSource dataSource, String query) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        PostgresFloor.onConnection(
                dataSource, connection -> copies(connection).copyOut("copy (" + query + ") to stdout", out));
        return out.toString(UTF_8).lines().toList();
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        FloorTable.createLike(connection, table);
        try (var statement = connection.createStatement()) {
            statement.execute("insert into " + FloorTable.copyOf(table) + " select * from " + table + " " + others);
        }
    }

    @Override
    public int batches() {
        return batches.size();
    }

    @Override
    public void write(Connection connection, int batch) throws SQLException, IOException {
        copies(connection)
                .copyIn("copy " + FloorTable.copyOf(table) + " from stdin", new StringReader(batches.get(batch)));
    }

    @Override
    public long rows() {
        return rows;
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
