package io.certconnect.ledger;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.local.LocalDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/** An empty ledger in a database of its own, with short words for what tests do with it. */
public final class FreshLedger implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private static final LocalDatabase SERVER = server();
    private static final AtomicInteger NEXT = new AtomicInteger();

    private final HikariDataSource pool = emptyDatabase();
    public final LedgerDatabase database;
    public final JdbcClient sql;

    public FreshLedger() {
        Schema.migrate(pool);
        database = new LedgerDatabase(pool);
        sql = JdbcClient.create(pool);
    }

    /** A database of its own, without a ledger yet. */
    static HikariDataSource emptyDatabase() {
        HikariDataSource pool = new HikariDataSource();
        pool.setJdbcUrl(SERVER.createDatabase("ledger_" + NEXT.incrementAndGet()));
        pool.setUsername(SERVER.user());
        pool.setPassword(SERVER.password());
        pool.setMaximumPoolSize(6);
        return pool;
    }

    private static LocalDatabase server() {
        LocalDatabase server = LocalDatabase.start(LocalDatabase.Settings.temporary());
        Runtime.getRuntime().addShutdownHook(new Thread(server::close));
        return server;
    }

    public static CertificationProfileId profile(String id) {
        return new CertificationProfileId(id);
    }

    public static LearnProfileId learner(String id) {
        return new LearnProfileId(id);
    }

    /** News of an active profile whose account is {@code account-<id>}. */
    public static ProfileNews.Changed active(String id, long version) {
        return changed(id, "account-" + id, ProfileStatus.ACTIVE, version);
    }

    public static ProfileNews.Changed changed(String id, String account, ProfileStatus status, long version) {
        AccountId accountId = account == null ? null : new AccountId(account);
        return new ProfileNews.Changed(
                profile(id), accountId, status, "Name of " + id, id + "@example.org", version, NOW);
    }

    public static ProfileNews.Erased erased(String id) {
        return new ProfileNews.Erased(profile(id), NOW);
    }

    public Directory.Applied apply(ProfileNews... news) {
        return database.inTransaction(() -> database.directory().apply(List.of(news)));
    }

    /** Active profiles, one for each id. */
    public void know(String... ids) {
        apply(Arrays.stream(ids).map(id -> active(id, 1)).toArray(ProfileNews[]::new));
    }

    /** Connects without asking any rule. */
    public void connect(String learnProfile, String root) {
        locking(profile(root), snapshot -> {
            snapshot.connect(learner(learnProfile), profile(root), UUID.randomUUID(), NOW);
            database.ledger().write(snapshot);
        });
    }

    /** Locks and loads one profile in a transaction and hands over what was seen. */
    public void locking(CertificationProfileId id, Consumer<LedgerSnapshot> work) {
        Touched touched = new Touched();
        touched.add(id);
        locking(touched, work);
    }

    public void locking(Touched touched, Consumer<LedgerSnapshot> work) {
        database.inTransaction(() -> {
            work.accept(database.ledger().lockAndLoad(touched));
            return true;
        });
    }

    @Override
    public void close() {
        pool.close();
    }
}
