package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.learner;
import static io.certconnect.ledger.FreshLedger.profile;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A merge that waits for somebody else's merge or connection, and looks again; and the other way round. */
@Tag("storage")
class MergeRacesTest {

    private static FreshLedger ledger;
    private static Trees trees;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
        trees = new Trees(ledger);
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void forget() {
        ledger.sql
                .sql("truncate ledger.certification_profile, ledger.connection")
                .update();
    }

    @AfterEach
    void invariantsHold() {
        assertThat(ledger.database.invariants().violations()).isEmpty();
    }

    @Test
    void looksAgainWhenSomethingCameUnderTheAbsorbedMeanwhile() throws Exception {
        ledger.know("a", "s", "x", "y");
        trees.merge("y", "x");
        try (Held held = Held.by(ledger, () -> trees.merge("x", "a"))) {
            var merging = held.meanwhile(() -> trees.inForest(Set.of("s"), Set.of("a"), forest -> {
                assertThat(trees.unlocked()).isEmpty();
                forest.merge(profile("s"), profile("a"));
                ledger.database.merges().write(forest);
            }));

            held.releaseOnceSomebodyWaits();
            merging.get();
        }

        assertThat(trees.places()).isEqualTo(Map.of("a", "s<s", "x", "a<s", "y", "x<s", "s", "-<s"));
    }

    @Test
    void looksAgainWhenTheSurvivorGotAnotherRootMeanwhile() throws Exception {
        ledger.know("a", "s", "z");
        trees.merge("a", "s");
        ledger.connect("l", "z");
        try (Held held = Held.by(ledger, () -> trees.merge("s", "z"))) {
            var seeing = held.meanwhile(() -> trees.inForest(Set.of("s"), Set.of("a"), forest -> {
                assertThat(forest.learnerOf(profile("z"))).contains(learner("l"));
                assertThat(trees.unlocked()).isEmpty();
            }));

            held.releaseOnceSomebodyWaits();
            seeing.get();
        }
    }

    @Test
    void evenWhoConnectsWithoutLockingWaitsForWhoMayMerge() throws Exception {
        ledger.know("a", "s");
        try (Held held = Held.by(
                ledger, () -> ledger.database.merges().lockAndLoad(Set.of(profile("s")), Set.of(profile("a"))))) {
            var connecting = held.meanwhile(() -> ledger.sql
                    .sql("insert into ledger.connection values ('l', 'a', now(), gen_random_uuid())")
                    .update());

            held.releaseOnceSomebodyWaits();

            assertThat(connecting.get()).isOne();
        }
    }

    @Test
    void whoConnectsWaitsForAMergeAndThenSeesIt() throws Exception {
        ledger.know("a", "s");
        try (Held held = Held.by(ledger, () -> trees.merge("a", "s"))) {
            Touched touched = new Touched();
            touched.add(profile("a"));
            var seen = held.meanwhile(() ->
                    ledger.database.inTransaction(() -> ledger.database.ledger().lockAndLoad(touched)));

            held.releaseOnceSomebodyWaits();

            assertThat(seen.get().profile(profile("a")))
                    .get()
                    .extracting(Profile::root)
                    .isEqualTo(profile("s"));
        }
    }
}
