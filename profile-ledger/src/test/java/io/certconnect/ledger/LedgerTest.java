package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.NOW;
import static io.certconnect.ledger.FreshLedger.active;
import static io.certconnect.ledger.FreshLedger.changed;
import static io.certconnect.ledger.FreshLedger.learner;
import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("storage")
class LedgerTest {

    private static FreshLedger ledger;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void forget() {
        ledger.sql.sql("truncate ledger.certification_profile cascade").update();
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
        CountDownLatch changedIt = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> change = CompletableFuture.runAsync(() -> ledger.database.inTransaction(() -> {
            ledger.database.directory().apply(java.util.List.of(changed("p", "account-p", ProfileStatus.HELD, 2)));
            changedIt.countDown();
            await(waiting);
            return true;
        }));
        changedIt.await();

        CompletableFuture<ProfileStatus> seen = CompletableFuture.supplyAsync(() -> ledger.database.inTransaction(
                () -> ledger.database
                        .ledger()
                        .lockAndLoad(touching(new AccountId("account-p")))
                        .profile(profile("p"))
                        .orElseThrow()
                        .status()));
        awaitSomebodyWaitingForALock();
        waiting.countDown();

        change.join();
        assertThat(seen.join()).isEqualTo(ProfileStatus.HELD);
    }

    @Test
    void looksAgainWhenAMergeMovedTheRootAwayMeanwhile() throws Exception {
        ledger.know("a", "z");
        CountDownLatch merged = new CountDownLatch(1);
        CountDownLatch waiting = new CountDownLatch(1);
        CompletableFuture<Void> merging = CompletableFuture.runAsync(() -> ledger.database.inTransaction(() -> {
            merge("a", "z");
            merged.countDown();
            await(waiting);
            return true;
        }));
        merged.await();

        CompletableFuture<Profile> seen = CompletableFuture.supplyAsync(() -> ledger.database.inTransaction(() -> {
            LedgerSnapshot snapshot = ledger.database.ledger().lockAndLoad(touching(new AccountId("account-a")));
            return snapshot.profile(snapshot.profile(profile("a")).orElseThrow().root())
                    .orElseThrow();
        }));
        awaitSomebodyWaitingForALock();
        waiting.countDown();

        merging.join();
        assertThat(seen.join().id()).isEqualTo(profile("z"));
    }

    @Test
    void nothingTouchedLoadsNothing() {
        ledger.locking(new Touched(), seen -> assertThat(seen.roots()).isEmpty());
    }

    private static void awaitSomebodyWaitingForALock() {
        Awaitility.await()
                .until(() -> ledger.sql.sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'")
                                .query(Integer.class)
                                .single()
                        > 0);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Touched touching(AccountId account) {
        Touched touched = new Touched();
        touched.add(account);
        return touched;
    }

    private static void merge(String absorbed, String root) {
        ledger.sql.sql("update ledger.certification_profile set merged_into = :root, root_id = :root where id = :id")
                .param("root", root)
                .param("id", absorbed)
                .update();
    }
}
