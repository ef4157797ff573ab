package io.certconnect.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/**
 * What PostgreSQL alone takes: the very rows that a worker wrote, written at once into tables with the same indexes and
 * checks (but without triggers and foreign keys), in durable commits of as many rows as a batch has records.
 */
final class PostgresFloor {

    static final int BATCH = 2_000;

    private final DataSource dataSource;
    private final List<FloorTable> tables;

    /** @param tables in the order in which each commit writes them */
    PostgresFloor(DataSource dataSource, List<FloorTable> tables) {
        this.dataSource = dataSource;
        this.tables = tables;
    }

    /** Rows of all tables. */
    long rows() {
        return tables.stream().mapToLong(FloorTable::rows).sum();
    }

    /** Rows of all tables in a second, at the second time that they are written. */
    double rowsPerSecond(int sessions) {
        double unused = seconds(sessions);
        return rows() / seconds(sessions);
    }

    /** How long it takes to write them all; a batch of each table is one commit. */
    private double seconds(int sessions) {
        onConnection(dataSource, this::prepare);
        AtomicInteger next = new AtomicInteger();
        long begin = System.nanoTime();
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int index = 0; index < sessions; index++) {
            writers.add(CompletableFuture.runAsync(
                    () -> onConnection(dataSource, connection -> write(connection, next)),
                    task -> Thread.ofPlatform().start(task)));
        }
        writers.forEach(CompletableFuture::join);
        return (System.nanoTime() - begin) / 1e9;
    }

    private void prepare(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute("drop schema if exists floor cascade; create schema floor");
            for (FloorTable table : tables) {
                table.prepare(connection);
            }
        }
    }

    private void write(Connection connection, AtomicInteger next) throws SQLException, IOException {
        int most = tables.stream().mapToInt(FloorTable::batches).max().orElse(0);
        connection.setAutoCommit(false);
        for (int batch = next.getAndIncrement(); batch < most; batch = next.getAndIncrement()) {
            for (FloorTable table : tables) {
                if (batch < table.batches()) {
                    table.write(connection, batch);
                }
            }
            connection.commit();
        }
    }

    interface Use {
        void of(Connection connection) throws SQLException, IOException;
    }

    static void onConnection(DataSource dataSource, Use use) {
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
