package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import io.certconnect.worker.Outgoing;
import io.certconnect.worker.Replayed;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;

/**
 * Says whether a store is right (I4): against a replay of the topics, and against the ledger. Changes nothing.
 */
public final class Verification {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(500);

    private final StoreLogin login;
    private final StoreTopics topics;
    private final Progress progress;

    public Verification(StoreLogin login, StoreTopics topics, Progress progress) {
        this.login = login;
        this.topics = topics;
        this.progress = progress;
    }

    /**
     * What a look at a store found.
     *
     * @param rows of the store, by table
     * @param toTopics what differs from a replay of the topics, as far as the store has read them
     * @param toLedger what differs from the ledger, and stayed so for as long as was waited
     * @param behind records that the store had not read in the end, dead letters apart
     * @param lost partitions whose first records are gone from their topics, with the first offset that is left
     */
    public record Report(
            Map<String, Long> rows,
            List<Difference> toTopics,
            List<Difference> toLedger,
            long behind,
            Map<TopicPartition, Long> lost) {

        /** Whether store, topics and ledger say the same. */
        public boolean agrees() {
            return toTopics.isEmpty() && toLedger.isEmpty() && behind == 0;
        }
    }

    /**
     * Looks at one store.
     *
     * @param patience how long a difference to the ledger, or a store that is behind its topics, is given to go away: what
     *     was decided a moment ago is still on its way
     * @throws StoreUnavailableException if the store is not there, or somebody else is looking
     * @throws org.springframework.dao.DataAccessException if the database is away or refuses
     */
    public Report of(Store store, Duration patience) {
        progress.stage("Reading the topics");
        try (Replica replica = Replica.create(login, store, "_check", topics, progress);
                Live live = new Live(login, store);
                LedgerAgreement ledger = new LedgerAgreement(login, store)) {
            replica.approach(live);
            progress.stage("Comparing with the topics");
            Comparison comparison = Comparison.of(replica, live);
            progress.stage("Comparing with the ledger");
            Instant end = Instant.now().plus(patience);
            List<Difference> toLedger = ledger.differences();
            long behind = behind(store, live);
            while ((behind > 0 || !toLedger.isEmpty()) && Instant.now().isBefore(end)) {
                pause();
                toLedger = ledger.differences();
                behind = behind(store, live);
            }
            return new Report(comparison.liveRows(), comparison.differences(), toLedger, behind, replica.lost());
        }
    }

    /**
     * Counts records, not offsets: at the end of most partitions there is but the end of a transaction. Nor dead letters:
     * they move no position.
     */
    private long behind(Store store, Live live) {
        Replayed ahead = topics.replay(
                store, live.positions(), topics.ends(store.topics()), batch -> Outgoing.nothing(), done -> {});
        return ahead.read() - ahead.unreadable();
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN_LOOKS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoreUnavailableException("Interrupted while waiting for the store to catch up.");
        }
    }
}
