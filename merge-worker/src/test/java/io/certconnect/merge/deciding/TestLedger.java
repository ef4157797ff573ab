package io.certconnect.merge.deciding;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.deciding.Announcement;
import io.certconnect.deciding.Stamp;
import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Decision;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.LedgerSnapshot;
import io.certconnect.ledger.LostRaceException;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.ledger.Schema;
import io.certconnect.ledger.Touched;
import io.certconnect.local.testing.TestServices;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.merge.rules.Ruling;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.json.JsonMapper;

/** An empty ledger, and transactions as the workers make them. Counts what locks are there to prevent. */
final class TestLedger implements AutoCloseable {

    static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final HikariDataSource pool = new HikariDataSource();
    private final AtomicInteger nextOffset = new AtomicInteger();
    /** Deadlocks, and rows that somebody else had written. Who was moved away while being locked is none. */
    final AtomicInteger collisions = new AtomicInteger();

    final LedgerDatabase database;
    final JdbcClient sql;
    final MergeMatter matter;

    TestLedger() {
        this(pool -> Stores.NONE);
    }

    /** @param stores those that previews ask, given the ledger's connections */
    TestLedger(Function<DataSource, Stores> stores) {
        this(stores, System::nanoTime);
    }

    /** @param nanoTime what limits the time for counts */
    TestLedger(Function<DataSource, Stores> stores, LongSupplier nanoTime) {
        pool.setJdbcUrl(TestServices.freshDatabase());
        pool.setUsername(TestServices.database().user());
        pool.setPassword(TestServices.database().password());
        pool.setMaximumPoolSize(6);
        Schema.migrate(pool);
        database = new LedgerDatabase(pool);
        sql = JdbcClient.create(pool);
        matter = new MergeMatter(database.merges(), stores.apply(pool), nanoTime);
    }

    /** Puts both stores beside the ledger, empty; the administrator of the test owns them, as it owns all else. */
    void createStores() {
        StoreRoles.create(pool, Map.of());
        for (Store store : Store.values()) {
            StoreSchema.migrate(pool, store);
        }
    }

    /** A ruling, and when it was made: sequence numbers are in the order of the decisions that touch a profile. */
    record Decided(long sequence, Ruling ruling) {}

    <T> T inTransaction(Supplier<T> work) {
        return database.inTransaction(() -> {
            try {
                return work.get();
            } catch (ConcurrencyFailureException e) {
                boolean moved = e instanceof LostRaceException && e.getCause() == null;
                collisions.addAndGet(moved ? 0 : 1);
                throw e;
            }
        });
    }

    /** Decides a batch as the merge-worker does. */
    List<Decided> decide(int partition, MergeRequest... requests) {
        return inTransaction(() -> {
            MergeBatch batch = matter.lockAndLoad(List.of(requests));
            List<Long> sequences = database.decisions().nextSequences(requests.length);
            List<Decided> decided = new ArrayList<>();
            List<Decision> decisions = new ArrayList<>();
            for (int i = 0; i < requests.length; i++) {
                Ruling ruling = matter.decide(requests[i], batch, NOW);
                decided.add(new Decided(sequences.get(i), ruling));
                decisions.add(decision(requests[i], ruling, sequences.get(i), partition));
            }
            matter.write(batch);
            database.decisions().add(decisions);
            return decided;
        });
    }

    private Decision decision(MergeRequest request, Ruling ruling, long sequence, int partition) {
        UUID eventId = new UUID(0, sequence);
        Announcement announcement = matter.announce(request, ruling, new Stamp(eventId, sequence, NOW));
        return new Decision(
                request.requestId(),
                matter.kind(),
                matter.hash(request),
                new Decision.Source("merge.requests.v1", partition, nextOffset.incrementAndGet()),
                sequence,
                eventId,
                announcement.key(),
                new byte[] {0},
                announcement.profile(),
                announcement.otherProfile(),
                announcement.outcome(),
                announcement.rule(),
                JsonMapper.shared().writeValueAsString(announcement.facts()),
                NOW);
    }

    /** A connection and when it was made; the root is null if somebody is connected already, or it is not active. */
    record Connecting(long sequence, CertificationProfileId root) {}

    /** Connects as the connector-worker does: a profile's root, if both sides are free and it is active. */
    Connecting connect(String learner, String profile) {
        LearnProfileId learnProfile = new LearnProfileId(learner);
        Touched touched = new Touched();
        touched.add(new CertificationProfileId(profile));
        touched.add(learnProfile);
        return inTransaction(() -> {
            LedgerSnapshot snapshot = database.ledger().lockAndLoad(touched);
            long sequence = database.decisions().nextSequences(1).getFirst();
            CertificationProfileId root = snapshot.profile(new CertificationProfileId(profile))
                    .orElseThrow()
                    .root();
            boolean free = snapshot.connectionOf(learnProfile).isEmpty()
                    && snapshot.learnerOf(root).isEmpty()
                    && snapshot.profile(root).orElseThrow().status() == ProfileStatus.ACTIVE;
            if (free) {
                snapshot.connect(learnProfile, root, UUID.randomUUID(), NOW);
                database.ledger().write(snapshot);
            }
            return new Connecting(sequence, free ? root : null);
        });
    }

    /** Takes in news as the connector-worker does; returns when. */
    long apply(ProfileNews... news) {
        return inTransaction(() -> {
            database.directory().apply(List.of(news));
            return database.decisions().nextSequences(1).getFirst();
        });
    }

    void know(String... ids) {
        apply(Arrays.stream(ids).map(id -> changed(id, ProfileStatus.ACTIVE, 1)).toArray(ProfileNews[]::new));
    }

    static ProfileNews.Changed changed(String id, ProfileStatus status, long version) {
        return new ProfileNews.Changed(
                new CertificationProfileId(id), new AccountId("account-" + id), status, null, null, version, NOW);
    }

    @Override
    public void close() {
        pool.close();
    }
}
