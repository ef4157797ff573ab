package io.certconnect.benchmarks;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * What PostgreSQL alone takes: the very rows that the worker wrote, copied into tables with the same indexes and checks (but
 * without foreign keys), in durable commits of as many rows as a batch has requests.
 */
final class PostgresFloor {

    private static final int BATCH = 2_000;
    private static final int ROWS = 200_000;

    private final DataSource dataSource;
    private final List<String> decisions = new ArrayList<>();
    private final List<String> connections = new ArrayList<>();

    /** Reads what is in the ledger. */
    PostgresFloor(DataSource dataSource) {
        this.dataSource = dataSource;
        onConnection(connection -> {
            copyOut(connection, decisions, "select * from ledger.decision order by sequence limit " + ROWS);
            copyOut(
                    connection,
                    connections,
                    "select connection.* from ledger.connection join ledger.decision using (request_id)"
                            + " order by sequence limit " + ROWS);
        });
    }

    /** Pairs of decision and connection per second. */
    double run(int threads) {
        onConnection(connection -> {
            try (var statement = connection.createStatement()) {
                statement.execute("""
                        drop schema if exists floor cascade;
                        create schema floor;
                        create table floor.decision (like ledger.decision including all);
                        create table floor.connection (like ledger.connection including all);
                        checkpoint
                        """);
            }
        });
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int index = 0; index < threads; index++) {
            writers.add(CompletableFuture.runAsync(
                    () -> onConnection(connection -> write(connection, next)),
                    task -> Thread.ofPlatform().start(task)));
        }
        writers.forEach(CompletableFuture::join);
        return decisions.size() / ((System.nanoTime() - begin) / 1e9);
    }

    private void write(Connection connection, AtomicInteger next) throws SQLException, IOException {
        connection.setAutoCommit(false);
        for (int from = next.getAndAdd(BATCH); from < decisions.size(); from = next.getAndAdd(BATCH)) {
            int to = Math.min(decisions.size(), from + BATCH);
            copyIn(connection, "floor.decision", decisions.subList(from, to));
            copyIn(connection, "floor.connection", connections.subList(from, to));
            connection.commit();
        }
    }

    private static void copyIn(Connection connection, String table, List<String> rows)
            throws SQLException, IOException {
        copies(connection).copyIn("copy " + table + " from stdin", new StringReader(String.join("\n", rows) + "\n"));
    }

    private static void copyOut(Connection connection, List<String> rows, String query)
            throws SQLException, IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        copies(connection).copyOut("copy (" + query + ") to stdout", out);
        out.toString(StandardCharsets.UTF_8).lines().forEach(rows::add);
    }

    private static CopyManager copies(Connection connection) throws SQLException {
        return connection.unwrap(PGConnection.class).getCopyAPI();
    }

    private interface Use {
        void of(Connection connection) throws SQLException, IOException;
    }

    private void onConnection(Use use) {
        try (Connection connection = dataSource.getConnection()) {
            use.of(connection);
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
