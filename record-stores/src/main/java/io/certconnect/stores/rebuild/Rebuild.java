package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Makes a store anew from the topics and puts it in the live one's place. The live one is read and written meanwhile; for
 * the last step writers wait, readers never do. Killed at any moment it leaves the live store as it is, or the new one
 * whole.
 */
public final class Rebuild {

    private static final Logger log = LoggerFactory.getLogger(Rebuild.class);

    /** So few records that writers can wait for them, in offsets. */
    private static final long CLOSE = 2_000;

    /** A worker that is faster than a rebuild is never caught up with; more rounds would not change that. */
    private static final int ROUNDS = 10;

    /** How long the old schema's removal waits for whoever still reads it, each time. */
    private static final Duration FOR_READERS = Duration.ofSeconds(2);

    private static final int REMOVALS = 15;

    private final StoreLogin login;
    private final StoreTopics topics;
    private final Progress progress;

    public Rebuild(StoreLogin login, StoreTopics topics, Progress progress) {
        this.login = login;
        this.topics = topics;
        this.progress = progress;
    }

    /** What came of a rebuild. */
    public sealed interface Result {

        /**
         * The new store is the live one.
         *
         * @param rows by table
         * @param differences that were accepted
         * @param leftover the old store's schema if somebody reads it for so long that it could not be dropped, else empty
         */
        record Swapped(Map<String, Long> rows, List<Difference> differences, String leftover) implements Result {}

        /**
         * The live store is as it was: the new one would not be the same.
         *
         * @param lost partitions whose first records are gone from their topics, with the first offset that is left
         */
        record Refused(List<Difference> differences, Map<TopicPartition, Long> lost) implements Result {}
    }

    /**
     * Rebuilds one store.
     *
     * @param acceptDifferences whether to swap although the new store is not the same as the live one: the way out when
     *     the live one is wrong
     * @throws StoreUnavailableException if the store is not there, or a rebuild is under way
     * @throws org.springframework.dao.DataAccessException if the database is away or refuses
     */
    public Result run(Store store, boolean acceptDifferences) {
        progress.stage("Reading the topics");
        try (Replica replica = Replica.create(login, store, "_rebuild", topics, progress);
                Live live = new Live(login, store)) {
            dropOld(live.sql(), store);
            approach(replica, live);
            replica.analyze();
            progress.stage("Comparing");
            Comparison comparison = Comparison.of(replica, live);
            if (!comparison.differences().isEmpty() && !acceptDifferences) {
                return new Result.Refused(comparison.differences(), replica.lost());
            }
            progress.stage("Swapping");
            swap(store, replica, live);
            return new Result.Swapped(comparison.rows(), comparison.differences(), dropOld(live.sql(), store));
        }
    }

    /** Reads until the live store is only a few records ahead. */
    private static void approach(Replica replica, Live live) {
        Map<TopicPartition, Long> from = Map.of();
        for (int round = 0; round < ROUNDS; round++) {
            Map<TopicPartition, Long> to = live.positions();
            if (round > 0 && distance(from, to) <= CLOSE) {
                return;
            }
            replica.catchUp(to);
            from = to;
        }
    }

    private static long distance(Map<TopicPartition, Long> from, Map<TopicPartition, Long> to) {
        long distance = 0;
        for (Map.Entry<TopicPartition, Long> end : to.entrySet()) {
            distance += end.getValue() - from.getOrDefault(end.getKey(), 0L);
        }
        return distance;
    }

    private static void swap(Store store, Replica replica, Live live) {
        live.whileNobodyWrites(sql -> {
            replica.catchUp(live.positions());
            sql.sql("alter schema " + store.schema() + " rename to " + old(store))
                    .update();
            sql.sql("alter schema " + replica.schema() + " rename to " + store.schema())
                    .update();
        });
    }

    /**
     * Drops the schema of the former live store. Whoever still reads it is waited for a little, again and again, rather than
     * long at once: readers who come behind a waiting removal wait too.
     *
     * @return the schema's name if it is still there, else empty
     */
    private static String dropOld(JdbcClient sql, Store store) {
        sql.sql("set lock_timeout = '" + FOR_READERS.toMillis() + "ms'").update();
        try {
            for (int attempt = 0; attempt < REMOVALS; attempt++) {
                if (drop(sql, old(store))) {
                    return "";
                }
            }
            return old(store);
        } finally {
            sql.sql("reset lock_timeout").update();
        }
    }

    private static boolean drop(JdbcClient sql, String schema) {
        try {
            sql.sql("drop schema if exists " + schema + " cascade").update();
            return true;
        } catch (CannotAcquireLockException stillRead) {
            log.info("{} is still being read", schema);
            return false;
        }
    }

    private static String old(Store store) {
        return store.schema() + "_old";
    }
}
