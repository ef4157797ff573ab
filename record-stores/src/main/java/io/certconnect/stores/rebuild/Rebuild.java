package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Makes a store anew from the topics and puts it in the live one's place. The live one is read and written meanwhile; for
 * the last step writers wait, readers never do. Killed at any moment it leaves the live store as it is, or the new one
 * whole.
 */
public final class Rebuild {

    /** How long to wait for readers of the store that was live until now. */
    private static final Duration FOR_READERS = Duration.ofSeconds(10);

    private final StoreLogin login;
    private final StoreTopics topics;
    private final Progress progress;
    private final Duration forReaders;

    public Rebuild(StoreLogin login, StoreTopics topics, Progress progress) {
        this(login, topics, progress, FOR_READERS);
    }

    Rebuild(StoreLogin login, StoreTopics topics, Progress progress, Duration forReaders) {
        this.login = login;
        this.topics = topics;
        this.progress = progress;
        this.forReaders = forReaders;
    }

    /** What came of a rebuild. */
    public sealed interface Result {

        /**
         * The new store is the live one.
         *
         * @param rows of the new store, as it was when both were compared, by table
         * @param differences that were accepted
         * @param leftover the old store's schema if somebody reads it for so long that it could not be dropped, else empty
         * @param writersWaited how long a writer was kept waiting at most
         */
        record Swapped(Map<String, Long> rows, List<Difference> differences, String leftover, Duration writersWaited)
                implements Result {}

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
     * @throws StoreUnavailableException if the store is not there or of another version, a rebuild is under way, or what
     *     an earlier one left is still being read
     * @throws org.springframework.dao.DataAccessException if the database is away or refuses
     */
    public Result run(Store store, boolean acceptDifferences) {
        progress.stage("Reading the topics");
        try (Replica replica = Replica.create(login, store, "_rebuild", topics, progress);
                Live live = new Live(login, store)) {
            Former former = new Former(store, live.sql(), forReaders);
            former.requireRemoved();
            replica.approach(live);
            replica.analyze();
            progress.stage("Comparing");
            Comparison comparison = Comparison.of(replica, live);
            if (!comparison.differences().isEmpty() && !acceptDifferences) {
                return new Result.Refused(comparison.differences(), replica.lost());
            }
            progress.stage("Swapping");
            replica.approach(live);
            live.whileNobodyWrites(() -> {
                replica.catchUp(live.positions());
                replica.tables().requireVersionOf(live.tables());
                live.giveWayTo(replica.schema(), former.schema());
            });
            String leftover = former.remove() ? "" : former.schema();
            return new Result.Swapped(
                    comparison.replayedRows(), comparison.differences(), leftover, live.writersWaited());
        }
    }
}
