package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The store that readers and the worker use at this moment. */
final class Live implements AutoCloseable {

    /** How long to wait for whoever writes; writers who come behind wait too. No batch of a worker takes as long. */
    private static final Duration FOR_WRITERS = Duration.ofSeconds(10);

    private final Store store;
    private final SingleConnectionDataSource connection;
    private final JdbcClient sql;
    private final Tables tables;
    private final TransactionTemplate snapshot;
    private final TransactionTemplate transaction;
    private Duration writersWaited = Duration.ZERO;

    Live(StoreLogin login, Store store) {
        this.store = store;
        this.connection = login.one(store, store.schema());
        this.sql = JdbcClient.create(connection);
        this.tables = new Tables(sql, store, store.schema());
        JdbcTransactionManager transactions = new JdbcTransactionManager(connection);
        this.transaction = new TransactionTemplate(transactions);
        this.snapshot = new TransactionTemplate(transactions);
        snapshot.setIsolationLevel(TransactionDefinition.ISOLATION_REPEATABLE_READ);
        snapshot.setReadOnly(true);
    }

    /** How far it has read, and what it holds at that very moment. */
    record State(Map<TopicPartition, Long> positions, Map<String, Tables.Digest> digests) {}

    Map<TopicPartition, Long> positions() {
        return tables.positions();
    }

    State state() {
        return read(snapshot, () -> new State(tables.positions(), tables.digests()));
    }

    private static <T> T read(TransactionTemplate in, Supplier<T> what) {
        T read = in.execute(status -> what.get());
        if (read == null) {
            throw new IllegalStateException("a transaction that gives nothing back");
        }
        return read;
    }

    /**
     * Runs work in a transaction while nobody writes. Readers go on; a writer waits, or gives up and comes again.
     *
     * <p>Tables are locked in the order that writers take them, so that nobody waits in a circle.
     *
     * @throws org.springframework.dao.CannotAcquireLockException if somebody writes and does not come to an end
     */
    void whileNobodyWrites(Runnable work) {
        long asked = System.nanoTime();
        transaction.executeWithoutResult(status -> {
            sql.sql("set local lock_timeout = '" + FOR_WRITERS.toMillis() + "ms'")
                    .update();
            Stream.concat(store.tables().stream(), Stream.of("position"))
                    .forEach(table -> sql.sql("lock table " + store.schema() + "." + table + " in exclusive mode")
                            .update());
            work.run();
        });
        Duration waited = Duration.ofNanos(System.nanoTime() - asked);
        writersWaited = waited.compareTo(writersWaited) > 0 ? waited : writersWaited;
    }

    /** How long a writer was kept waiting at most. */
    Duration writersWaited() {
        return writersWaited;
    }

    /** Puts the other schema in this one's place. To be called while nobody writes: both happen, or neither. */
    void giveWayTo(String successor, String former) {
        sql.sql("alter schema " + store.schema() + " rename to " + former).update();
        sql.sql("alter schema " + successor + " rename to " + store.schema()).update();
    }

    Tables tables() {
        return tables;
    }

    JdbcClient sql() {
        return sql;
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
