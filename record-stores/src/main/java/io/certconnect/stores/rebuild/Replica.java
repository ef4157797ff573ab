package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreSchema;
import io.certconnect.worker.Replayed;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * A store in a schema beside the live one, filled from the topics' beginnings as far as the live one has read. Dropped when
 * closed, unless it took the live one's place, and with it the name.
 */
final class Replica implements AutoCloseable {

    /** So few records that writers can wait for them, in offsets. */
    private static final long CLOSE = 2_000;

    /** A worker that is faster than a replay is never caught up with; more rounds would not change that. */
    private static final int ROUNDS = 10;

    private final Store store;
    private final StoreTopics topics;
    private final Progress progress;
    private final String schema;
    private final SingleConnectionDataSource connection;
    private final JdbcClient sql;
    private final StoreDatabase database;
    private final Tables tables;
    private final Map<TopicPartition, Long> reached = new HashMap<>();
    private final Map<TopicPartition, Long> lost =
            new TreeMap<>((one, other) -> one.toString().compareTo(other.toString()));

    private Replica(StoreLogin login, Store store, String schema, StoreTopics topics, Progress progress) {
        this.store = store;
        this.topics = topics;
        this.progress = progress;
        this.schema = schema;
        this.connection = login.one(store, schema);
        this.sql = JdbcClient.create(connection);
        this.database = new StoreDatabase(connection, new StoreMetrics(new SimpleMeterRegistry(), store));
        this.tables = new Tables(sql, store, schema);
    }

    /**
     * Makes an empty one. What an earlier one left behind, killed, goes.
     *
     * @param suffix of the schema's name
     * @throws StoreUnavailableException if the live store is not there, or another replica is being made
     */
    static Replica create(StoreLogin login, Store store, String suffix, StoreTopics topics, Progress progress) {
        Replica replica = new Replica(login, store, store.schema() + suffix, topics, progress);
        try {
            replica.claim();
            StoreSchema.migrate(login.as(store, replica.schema), store, replica.schema);
            return replica;
        } catch (RuntimeException e) {
            replica.connection.destroy();
            throw e;
        }
    }

    /** The lock goes with the connection, whatever ends it. */
    private void claim() {
        if (!new Tables(sql, store, store.schema()).exist()) {
            throw new StoreUnavailableException("The store " + store.schema()
                    + " is not in the database. The records-worker makes it when it starts.");
        }
        boolean ours = sql.sql("select pg_try_advisory_lock(hashtextextended(:name, 0))")
                .param("name", "certconnect replica " + schema)
                .query(Boolean.class)
                .single();
        if (!ours) {
            throw new StoreUnavailableException(
                    "Somebody else is making " + schema + " at this moment. Wait until that is done.");
        }
        sql.sql("drop schema if exists " + schema + " cascade").update();
    }

    /** Reads on until the live store is only a few records ahead. */
    void approach(Live live) {
        boolean close = false;
        for (int round = 0; round < ROUNDS && !close; round++) {
            Map<TopicPartition, Long> to = live.positions();
            close = sum(to) - sum(reached) <= CLOSE;
            catchUp(to);
        }
    }

    /** Reads on until exactly these offsets. */
    void catchUp(Map<TopicPartition, Long> to) {
        long before = sum(reached);
        long all = Math.max(before, sum(to));
        Replayed replayed = topics.replay(store, reached, to, database, done -> progress.read(before + done, all));
        lost.putAll(replayed.missing());
        reached.putAll(to);
    }

    private static long sum(Map<TopicPartition, Long> offsets) {
        return offsets.values().stream().mapToLong(Long::longValue).sum();
    }

    /** Partitions whose first records are gone from their topics, with the first offset that is left. */
    Map<TopicPartition, Long> lost() {
        return lost;
    }

    Tables tables() {
        return tables;
    }

    String schema() {
        return schema;
    }

    /** A replica with statistics is read as fast as the live one from the first query on. */
    void analyze() {
        store.tables()
                .forEach(table -> sql.sql("analyze " + schema + "." + table).update());
    }

    List<Difference> differences() {
        return tables.differencesTo(store.schema(), "only in a replay of the topics", "only in the store");
    }

    @Override
    public void close() {
        try {
            sql.sql("drop schema if exists " + schema + " cascade").update();
        } finally {
            connection.destroy();
        }
    }
}
