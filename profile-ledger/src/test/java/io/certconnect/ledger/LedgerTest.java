package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.NOW;
import static io.certconnect.ledger.FreshLedger.active;
import static io.certconnect.ledger.FreshLedger.changed;
import static io.certconnect.ledger.FreshLedger.learner;
import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("storage")
class LedgerTest {

    private static FreshLedger ledger;
    private static final ExecutorService threads = Executors.newCachedThreadPool();
    private static CountDownLatch gate;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
    }

    @AfterAll
    static void stop() {
        threads.shutdownNow();
        ledger.close();
    }

    @BeforeEach
    void forget() {
        ledger.sql
                .sql("truncate ledger.certification_profile, ledger.connection")
                .update();
    }

    @Test
    void loadsTheHoldersOfAnAccountAndTheirRoots() {
        ledger.know("root", "absorbed", "other");
        merge("absorbed", "root");

        ledger.locking(touching(new AccountId("account-absorbed")), seen -> {
            assertThat(seen.holdersOf(new AccountId("account-absorbed")))
                    .extracting(Profile::root)
                    .containsExactly(profile("root"));
            assertThat(seen.profile(profile("root"))).isPresent();
            assertThat(seen.profile(profile("other"))).isEmpty();
        });
    }

    @Test
    void loadsWhoIsNamedAndTheirRoots() {
        ledger.know("root", "absorbed", "other");
        merge("absorbed", "root");

        ledger.locking(profile("absorbed"), seen -> {
            assertThat(seen.profile(profile("absorbed")))
                    .get()
                    .extracting(Profile::root)
                    .isEqualTo(profile("root"));
            assertThat(seen.profile(profile("root"))).isPresent();
            assertThat(seen.profile(profile("other"))).isEmpty();
        });
    }

    @Test
    void loadsConnectionsFromBothSides() {
        ledger.know("p", "q");
        ledger.connect("l", "p");
        ledger.connect("m", "q");

        Touched touched = touching(new AccountId("account-p"));
        touched.add(learner("m"));
        ledger.locking(touched, seen -> {
            assertThat(seen.learnerOf(profile("p"))).contains(learner("l"));
            assertThat(seen.connectionOf(learner("m"))).contains(profile("q"));
            assertThat(seen.connectedSince(learner("m"))).contains(NOW);
        });
    }

    @Test
    void aConnectionIsVisibleToTheNextRequestOfTheBatch() {
        ledger.know("p");

        ledger.locking(profile("p"), seen -> {
            seen.connect(learner("l"), profile("p"), UUID.randomUUID(), NOW);

            assertThat(seen.learnerOf(profile("p"))).contains(learner("l"));
            assertThat(seen.connectionOf(learner("l"))).contains(profile("p"));
        });
    }

    @Test
    void whoConnectsSecondLosesTheRaceInsteadOfBreaking() {
        ledger.know("p", "q");
        ledger.connect("l", "p");

        assertThatThrownBy(() -> ledger.connect("l", "q")).isInstanceOf(LostRaceException.class);
        assertThatThrownBy(() -> ledger.connect("m", "p")).isInstanceOf(LostRaceException.class);
    }

    @Test
    void decidesOnWhatAChangeLeftThatItHadToWaitFor() throws Exception {
        ledger.apply(active("p", 1));
        Future<?> change = holdingBack(
                () -> ledger.database.directory().apply(List.of(changed("p", "account-p", ProfileStatus.HELD, 2))));

        Future<LedgerSnapshot> seen = threads.submit(() -> ledger.database.inTransaction(
                () -> ledger.database.ledger().lockAndLoad(touching(new AccountId("account-p")))));
        releaseOnceSomebodyWaits();

        change.get();
        assertThat(seen.get().profile(profile("p")))
                .get()
                .extracting(Profile::status)
                .isEqualTo(ProfileStatus.HELD);
    }

    @Test
    void looksAgainWhenAMergeMovedTheRootAwayMeanwhile() throws Exception {
        ledger.know("a", "z");
        Future<?> merging = holdingBack(() -> merge("a", "z"));

        Future<LedgerSnapshot> seen = threads.submit(() -> ledger.database.inTransaction(
                () -> ledger.database.ledger().lockAndLoad(touching(new AccountId("account-a")))));
        releaseOnceSomebodyWaits();

        merging.get();
        assertThat(seen.get().profile(profile("a")))
                .get()
                .extracting(Profile::root)
                .isEqualTo(profile("z"));
        assertThat(seen.get().profile(profile("z"))).isPresent();
    }

    @Test
    void looksAgainWhenAnAccountGotAnotherHolderMeanwhile() throws Exception {
        ledger.know("p", "q", "r");
        ledger.apply(changed("p", "home", ProfileStatus.ACTIVE, 2), changed("q", "away", ProfileStatus.ACTIVE, 2));
        Future<?> moving = holdingBack(() -> ledger.database
                .directory()
                .apply(List.of(
                        changed("q", null, ProfileStatus.ACTIVE, 3), changed("r", "away", ProfileStatus.ACTIVE, 2))));
        Touched touched = touching(new AccountId("home"));
        touched.add(new AccountId("away"));

        Future<LedgerSnapshot> seen = threads.submit(() ->
                ledger.database.inTransaction(() -> ledger.database.ledger().lockAndLoad(touched)));
        releaseOnceSomebodyWaits();

        moving.get();
        assertThat(seen.get().holdersOf(new AccountId("home")))
                .extracting(Profile::id)
                .containsExactly(profile("p"));
        assertThat(seen.get().holdersOf(new AccountId("away")))
                .extracting(Profile::id)
                .containsExactly(profile("r"));
    }

    @Test
    void waitsForANewHolderWhomSomebodyHolds() throws Exception {
        ledger.know("p", "q", "r");
        ledger.apply(changed("q", "away", ProfileStatus.ACTIVE, 2));
        Future<?> inTheWay = holdingBack(() -> lockForUpdate("p"));
        Touched touched = touching(new AccountId("account-p"));
        touched.add(new AccountId("away"));
        Future<LedgerSnapshot> seen = threads.submit(() ->
                ledger.database.inTransaction(() -> ledger.database.ledger().lockAndLoad(touched)));
        awaitWaiting();
        ledger.apply(changed("q", null, ProfileStatus.ACTIVE, 3), changed("r", "away", ProfileStatus.ACTIVE, 2));
        CountDownLatch first = gate;
        Future<?> holding = holdingBack(() -> lockForUpdate("r"));

        first.countDown();
        inTheWay.get();
        releaseOnceSomebodyWaits();

        holding.get();
        assertThat(seen.get().holdersOf(new AccountId("away")))
                .extracting(Profile::id)
                .containsExactly(profile("r"));
    }

    private static void lockForUpdate(String id) {
        ledger.sql
                .sql("select id from ledger.certification_profile where id = :id for update")
                .param("id", id)
                .query(String.class)
                .single();
    }

    @Test
    void nothingTouchedLoadsNothing() {
        ledger.know("a");

        ledger.locking(
                new Touched(), seen -> assertThat(seen.profile(profile("a"))).isEmpty());
    }

    /** Does something in a transaction of another thread, which commits when the gate opens. Returns once it is done. */
    private static Future<?> holdingBack(Runnable work) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        CountDownLatch opened = new CountDownLatch(1);
        gate = opened;
        Future<?> holding = threads.submit(() -> ledger.database.inTransaction(() -> {
            work.run();
            done.countDown();
            try {
                return opened.await(30, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }));
        assertThat(done.await(30, TimeUnit.SECONDS)).isTrue();
        return holding;
    }

    private static void releaseOnceSomebodyWaits() {
        awaitWaiting();
        gate.countDown();
    }

    private static void awaitWaiting() {
        Awaitility.await()
                .until(() -> ledger.sql
                                .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private static Touched touching(AccountId account) {
        Touched touched = new Touched();
        touched.add(account);
        return touched;
    }

    private static void merge(String absorbed, String root) {
        ledger.sql
                .sql("update ledger.certification_profile set merged_into = :root, root_id = :root where id = :id")
                .param("root", root)
                .param("id", absorbed)
                .update();
    }
}
