package io.certconnect.benchmarks;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;
import org.postgresql.copy.CopyOut;

/** Rows of a worker, on their way by COPY into a table that holds others already: how full it is bears on what a row costs. */
final class CopiedTable implements FloorTable {

    /** As workers copy: nothing has to be parsed. */
    private static final String BINARY = " (format binary)";
    /** Before the first row: a signature, flags, and the length of what else there is, which is none. */
    private static final int HEADER_BYTES = 19;
    /** Behind the last row: one of -1 columns. */
    private static final byte[] END = {-1, -1};

    private final String table;
    private final String others;
    /** Each as COPY takes it. */
    private final List<byte[]> batches = new ArrayList<>();

    private long rows;

    /**
     * @param which restricts what is copied: a {@code where}, a {@code limit} or nothing
     * @param others the same of the rows that are there before
     */
    CopiedTable(DataSource dataSource, String table, String which, String others) {
        this.table = table;
        this.others = others;
        String query = "copy (select * from " + table + " " + which + ") to stdout" + BINARY;
        PostgresFloor.onConnection(
                dataSource, connection -> read(copies(connection).copyOut(query)));
    }

    /** What PostgreSQL sends: one row at a time, the header before the first. */
    private void read(CopyOut copy) throws SQLException {
        byte[] first = copy.readFromCopy();
        byte[] header = Arrays.copyOf(first, HEADER_BYTES);
        ByteArrayOutputStream batch = new ByteArrayOutputStream();
        for (byte[] row = Arrays.copyOfRange(first, HEADER_BYTES, first.length);
                row != null;
                row = copy.readFromCopy()) {
            boolean isEnd = Arrays.equals(row, END);
            if (batch.size() > 0 && (isEnd || rows % PostgresFloor.BATCH == 0)) {
                batch.writeBytes(END);
                batches.add(batch.toByteArray());
                batch.reset();
            }
            if (!isEnd) {
                if (batch.size() == 0) {
                    batch.writeBytes(header);
                }
                batch.writeBytes(row);
                rows++;
            }
        }
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
        String statement = "copy " + FloorTable.copyOf(table) + " from stdin" + BINARY;
        copies(connection).copyIn(statement, new ByteArrayInputStream(batches.get(batch)));
    }

    @Override
    public long rows() {
        return rows;
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }
}
