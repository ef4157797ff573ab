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
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/**
 * What PostgreSQL alone takes: the very rows that a worker wrote, copied into tables with the same indexes and checks (but
 * without triggers and foreign keys), in durable commits of as many rows as a batch has records.
 */
final class PostgresFloor {

    private static final int BATCH = 2_000;

    private final DataSource dataSource;
    /** Of each table, in batches, each as the text that COPY takes. */
    private final Map<String, List<String>> batches = new TreeMap<>();

    private long rows;

    /** Reads what is in these tables, up to so many rows of each. */
    PostgresFloor(DataSource dataSource, List<String> tables, int mostRows) {
        this.dataSource = dataSource;
        for (String table : tables) {
            List<String> lines = copyOut("select * from " + table + " limit " + mostRows);
            List<String> texts = new ArrayList<>();
            for (int from = 0; from < lines.size(); from += BATCH) {
                texts.add(String.join("\n", lines.subList(from, Math.min(lines.size(), from + BATCH))) + "\n");
            }
            batches.put(table, texts);
            rows += lines.size();
        }
    }

    /** Rows of all tables. */
    long rows() {
        return rows;
    }

    /** How long it takes to write them all; a batch of each table is one commit. */
    double seconds(int sessions) {
        onConnection(this::prepare);
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int index = 0; index < sessions; index++) {
            writers.add(CompletableFuture.runAsync(
                    () -> onConnection(connection -> write(connection, next)),
                    task -> Thread.ofPlatform().start(task)));
        }
        writers.forEach(CompletableFuture::join);
        return (System.nanoTime() - begin) / 1e9;
    }

    private void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("drop schema if exists floor cascade; create schema floor");
            for (String table : batches.keySet()) {
                statement.execute("create table " + copyOf(table) + " (like " + table + " including all)");
            }
            statement.execute("checkpoint");
        }
    }

    private static String copyOf(String table) {
        return "floor." + table.replace('.', '_');
    }

    private void write(Connection connection, AtomicInteger next) throws SQLException, IOException {
        int most = batches.values().stream().mapToInt(List::size).max().orElse(0);
        connection.setAutoCommit(false);
        for (int batch = next.getAndIncrement(); batch < most; batch = next.getAndIncrement()) {
            for (Map.Entry<String, List<String>> table : batches.entrySet()) {
                if (batch < table.getValue().size()) {
                    copies(connection)
                            .copyIn(
                                    "copy " + copyOf(table.getKey()) + " from stdin",
                                    new StringReader(table.getValue().get(batch)));
                }
            }
            connection.commit();
        }
    }

    private List<String> copyOut(String query) {
        List<String> lines = new ArrayList<>();
        onConnection(connection -> {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            copies(connection).copyOut("copy (" + query + ") to stdout", out);
            out.toString(StandardCharsets.UTF_8).lines().forEach(lines::add);
        });
        return lines;
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
