package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.NOW;
import static io.certconnect.ledger.FreshLedger.learner;
import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** During an upgrade the newest schema serves workers of two versions at once, and the older may have to come back. */
@Tag("storage")
class UpgradeTest {

    private static final List<String> ITS_SCRIPTS = List.of(
            "V1__ledger.sql",
            "V2__connection_root_by_statement.sql",
            "V3__fewer_index_entries.sql",
            "V4__survivors_by_statement.sql");

    private HikariDataSource pool;
    private VersionBefore before;
    private LedgerDatabase now;
    private JdbcClient sql;

    @BeforeEach
    void upgrade() {
        pool = FreshLedger.emptyDatabase();
        Schema.migrate(pool);
        before = new VersionBefore(pool);
        now = new LedgerDatabase(pool);
        sql = JdbcClient.create(pool);
    }

    @AfterEach
    void close() {
        pool.close();
    }

    @Test
    void whatTheVersionBeforeDecidesIsKnownToThisOne() {
        Decision decision = decision(before.nextSequence());
        before.know("p");
        before.inTransaction(() -> {
            assertThat(before.lock("account-p")).containsExactly("p");
            before.connect("l", "p", decision.requestId());
            before.add(decision);
        });

        assertThat(now.decisions().on(Set.of(decision.requestId())).values())
                .usingRecursiveFieldByFieldElementComparator()
                .containsExactly(decision);
        assertThat(seen("p", "l").connectionOf(learner("l"))).contains(profile("p"));
        assertThat(now.invariants().violations()).isEmpty();
    }

    @Test
    void whatThisVersionDecidesIsKnownToTheOneBefore() {
        Decision decision = decision(now.decisions().nextSequences(1).getFirst());
        know("p");
        connect("l", "p", decision.requestId());
        now.inTransaction(() -> {
            now.decisions().add(List.of(decision));
            return true;
        });

        assertThat(before.connected("other", "p")).containsExactly("l");
        assertThatThrownBy(() -> before.connect("other", "p", UUID.randomUUID()))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() -> before.add(decision)).isInstanceOf(DuplicateKeyException.class);
        assertThat(before.nextSequence()).isGreaterThan(decision.sequence());
        assertThat(now.invariants().violations()).isEmpty();
    }

    @Test
    void bothMergeAndUnmergeTheSameTrees() {
        List.of("a", "b", "c").forEach(before::know);
        before.inTransaction(() -> {
            assertThat(before.lockNamed("b", "a")).containsExactly("a", "b");
            assertThat(before.membersOf("a")).isEmpty();
            before.write("a", "b", "b");
        });
        assertThat(before.lock("account-a")).containsExactly("a");
        assertThat(before.lockWithRoots("account-a")).containsExactly("a", "b");
        inForest("c", "b", forest -> forest.merge(profile("c"), profile("b")));
        assertThat(now.invariants().violations()).isEmpty();

        before.inTransaction(() -> {
            assertThat(before.lockToMerge("b", "a")).containsExactly("a", "b", "c");
            assertThat(before.membersOf("b")).containsExactly("a");
            before.write("a", null, "a");
        });
        inForest("c", "b", forest -> forest.unmerge(profile("b")));

        assertThat(sql.sql("select count(*) from ledger.certification_profile where merged_into is null")
                        .query(Integer.class)
                        .single())
                .isEqualTo(3);
        assertThat(now.invariants().violations()).isEmpty();
    }

    @Test
    void neitherConnectsWhatTheOtherAbsorbed() {
        List.of("a", "b", "c", "d").forEach(before::know);
        inForest("b", "a", forest -> forest.merge(profile("b"), profile("a")));
        before.inTransaction(() -> before.write("c", "d", "d"));

        assertThatThrownBy(() -> before.connect("l", "a", UUID.randomUUID()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> connect("l", "c", UUID.randomUUID()))
                .isInstanceOf(DataIntegrityViolationException.class);
        assertThatThrownBy(() -> {
                    connect("m", "b", UUID.randomUUID());
                    before.write("b", "d", "d");
                })
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    @Test
    void whileOneConnectsTheOtherWaitsToMerge() throws Exception {
        List.of("a", "b").forEach(before::know);

        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            AtomicReference<Optional<LearnProfileId>> holder = new AtomicReference<>();
            AtomicReference<Future<?>> merging = new AtomicReference<>();
            before.inTransaction(() -> {
                before.lock("account-a");
                before.connect("l", "a", UUID.randomUUID());
                merging.set(
                        threads.submit(() -> inForest("b", "a", forest -> holder.set(forest.learnerOf(profile("a"))))));
                await().atMost(Duration.ofSeconds(20)).until(this::somebodyWaits);
            });
            merging.get().get(20, TimeUnit.SECONDS);

            assertThat(holder.get()).contains(learner("l"));
        }
    }

    @Test
    void anInstanceOfTheVersionBeforeStartsOnThisSchema(@TempDir Path folder) throws IOException {
        for (String known : ITS_SCRIPTS) {
            try (InputStream script = Schema.class.getResourceAsStream("migration/" + known)) {
                Files.copy(script, folder.resolve(known));
            }
        }

        Schema.flyway(pool, "filesystem:" + folder).migrate();

        assertThat(Schema.flyway(pool, "classpath:io/certconnect/ledger/migration")
                        .info()
                        .pending())
                .isEmpty();
        before.know("p");
        before.connect("l", "p", UUID.randomUUID());
        assertThat(before.connected("l", "p")).containsExactly("l");
    }

    /** These tests see what the version before would run into. */
    @Test
    void aColumnThatMustBeFilledWouldStopTheVersionBefore() {
        before.know("p");
        sql.sql("alter table ledger.connection add column made_by text not null")
                .update();

        assertThatThrownBy(() -> before.connect("l", "p", UUID.randomUUID()))
                .isInstanceOf(DataIntegrityViolationException.class);
    }

    private boolean somebodyWaits() {
        return sql.sql("""
                        select count(*) from pg_stat_activity
                        where wait_event_type = 'Lock' and datname = current_database()
                        """).query(Integer.class).single() > 0;
    }

    private void know(String id) {
        now.inTransaction(() -> now.directory().apply(List.of(FreshLedger.active(id, 1))));
    }

    private void connect(String learnProfile, String root, UUID request) {
        now.inTransaction(() -> {
            LedgerSnapshot snapshot = now.ledger().lockAndLoad(touched(root, learnProfile));
            snapshot.connect(learner(learnProfile), profile(root), request, NOW);
            now.ledger().write(snapshot);
            return true;
        });
    }

    private LedgerSnapshot seen(String root, String learnProfile) {
        return now.inTransaction(() -> now.ledger().lockAndLoad(touched(root, learnProfile)));
    }

    private static Touched touched(String root, String learnProfile) {
        Touched touched = new Touched();
        touched.add(profile(root));
        touched.add(learner(learnProfile));
        return touched;
    }

    private void inForest(String survivor, String absorbed, Consumer<Forest> work) {
        now.inTransaction(() -> {
            Forest forest = now.merges().lockAndLoad(Set.of(profile(survivor)), Set.of(profile(absorbed)));
            work.accept(forest);
            now.merges().write(forest);
            return true;
        });
    }

    private static Decision decision(long sequence) {
        return new Decision(
                UUID.randomUUID(),
                Decision.Kind.CONNECT,
                new PayloadHash.Hashing().add("payload").done(),
                new Decision.Source("requests", 0, sequence),
                sequence,
                UUID.randomUUID(),
                "l",
                new byte[] {0, 1, 2},
                profile("p"),
                null,
                "CONNECTED",
                "CONNECT",
                "{\"accounts\": 1}",
                NOW);
    }
}
