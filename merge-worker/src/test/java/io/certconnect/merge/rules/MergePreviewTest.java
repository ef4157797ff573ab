package io.certconnect.merge.rules;

import static io.certconnect.merge.Requests.approving;
import static io.certconnect.merge.Requests.asked;
import static io.certconnect.merge.Requests.dryRun;
import static io.certconnect.merge.Requests.ids;
import static io.certconnect.merge.Requests.merge;
import static io.certconnect.merge.Requests.unmerge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.merge.rules.MergeDecision.Merged;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What a dry run shows, and that its plan hash rests on every fact that the decision rests on. */
@Tag("rules")
class MergePreviewTest {

    private static final StoreCounts COUNTS = new StoreCounts(4, 2, 1);

    private final FakeForest ledger = twoRoots();
    private final List<String> asked = new ArrayList<>();

    @Test
    void aDryRunPreviewsAMerge() {
        ledger.active("b").merged("b", "a").connected("s", "l");

        Ruling ruling = ledger.decide(dryRun(merge("s", "a")));

        assertThat(ruling.decision()).isInstanceOfSatisfying(Previewed.class, previewed -> {
            assertThat(previewed.wouldBe()).isNull();
            assertThat(previewed.learnProfile()).isEqualTo(learner("l"));
            assertThat(previewed.absorbedIds()).isEqualTo(ids("a", "b"));
            assertThat(previewed.counts()).isNull();
        });
        assertThat(ruling.facts()).containsEntry("stores", "not asked").doesNotContainKeys("before", "after");
        assertThat(ruling.decision().changesTheLedger()).isFalse();
    }

    @Test
    void aDryRunTellsWhatWouldMoveInTheStores() {
        ledger.active("b", "r").merged("b", "a");

        Ruling ruling = decide(dryRun(merge("s", "a")));

        assertThat(((Previewed) ruling.decision()).counts()).isEqualTo(COUNTS);
        assertThat(ruling.facts().get("stores")).hasToString("{transcriptEntries=4, badges=2, duplicates=1}");
        assertThat(asked).containsExactly("[a, b] to s");
    }

    @Test
    void recordsAreCountedAlthoughTheRequestWouldBeRejected() {
        ledger.active("r").merged("s", "r").connected("a", "l");

        Previewed previewed = (Previewed) decide(dryRun(merge("s", "a"))).decision();

        assertThat(previewed.wouldBe()).isEqualTo(MergeRejection.SURVIVOR_IS_ABSORBED);
        assertThat(previewed.counts()).isEqualTo(COUNTS);
        assertThat(asked).containsExactly("[a] to r");
    }

    @Test
    void anUndoIsCountedAgainstTheTreeThatItLeaves() {
        ledger.active("r").merged("s", "r").merged("a", "s");

        decide(dryRun(unmerge("s", "a")));

        assertThat(asked).containsExactly("[a] to r");
    }

    @Test
    void storesAreAskedForDryRunsOfTwoKnownProfilesOnly() {
        decide(merge("s", "a"));
        decide(unmerge("s", "a"));
        decide(dryRun(merge("s", "unknown")));
        decide(dryRun(merge("unknown", "a")));
        decide(dryRun(merge("s", "s")));
        decide(dryRun(asked(" ", "T-2", "nobody answers for it", merge("s", "a"))));

        assertThat(asked).isEmpty();
    }

    @Test
    void thePlanHashIsTheSameWhateverTheStoresHold() {
        Previewed previewed = (Previewed) decide(dryRun(merge("s", "a"))).decision();

        assertThat(previewed.planHash()).isEqualTo(plan(merge("s", "a"), ledger));
    }

    @Test
    void whatWasPreviewedCanBeExecuted() {
        String approved = plan(merge("s", "a"), ledger);

        assertThat(ledger.decide(approving(approved, merge("s", "a"))).decision())
                .isInstanceOf(Merged.class);
    }

    static Stream<Arguments> changes() {
        return Stream.of(
                arguments("the survivor's status", twoRoots().status("s", ProfileStatus.HELD)),
                arguments("the absorbed one's status", twoRoots().status("a", ProfileStatus.CLOSED)),
                arguments("the survivor's connection", twoRoots().connected("s", "l")),
                arguments("the absorbed one's connection", twoRoots().connected("a", "l")),
                arguments("the survivor's edge", twoRoots().active("r").merged("s", "r")),
                arguments("the absorbed one's edge", twoRoots().active("r").merged("a", "r")),
                arguments("what comes along", twoRoots().active("b").merged("b", "a")),
                arguments("that the absorbed one is known", new FakeForest().active("s")),
                arguments("that the survivor is known", new FakeForest().active("a")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("changes")
    void thePlanHashChangesWith(String what, FakeForest changed) {
        assertThat(plan(merge("s", "a"), changed)).isNotEqualTo(plan(merge("s", "a"), ledger));
        assertThat(plan(unmerge("s", "a"), changed)).isNotEqualTo(plan(unmerge("s", "a"), ledger));
    }

    @Test
    void thePlanHashChangesWithTheRootsFarAwayAndWhoIsConnectedToThem() {
        FakeForest near = twoRoots().active("m", "r").merged("a", "s").merged("s", "m");
        String before = plan(unmerge("s", "a"), near);
        String moved = plan(unmerge("s", "a"), near.merged("m", "r"));
        String connected = plan(unmerge("s", "a"), near.connected("r", "l"));

        assertThat(List.of(before, moved, connected)).doesNotHaveDuplicates();
    }

    @Test
    void thePlanHashTellsTheActionAndTheDirection() {
        assertThat(List.of(
                        plan(merge("s", "a"), ledger), plan(merge("a", "s"), ledger), plan(unmerge("s", "a"), ledger)))
                .doesNotHaveDuplicates();
    }

    @Test
    void thePlanHashIsTheSameWhoeverAsksAndWhateverElseHappens() {
        String plan = plan(merge("s", "a"), ledger);

        ledger.active("x", "y").merged("x", "y").merged("y", "s").connected("z", "l");

        assertThat(plan(asked("another", "T-2", "other words", merge("s", "a")), ledger))
                .isEqualTo(plan);
    }

    /** Decides with stores that count the same each time. */
    private Ruling decide(MergeRequest request) {
        return MergeRules.decide(request, ledger, (moving, root) -> {
            asked.add(moving + " to " + root);
            return Optional.of(COUNTS);
        });
    }

    private static FakeForest twoRoots() {
        return new FakeForest().active("s", "a");
    }

    private static String plan(MergeRequest request, FakeForest ledger) {
        return ((Previewed) ledger.decide(dryRun(request)).decision()).planHash();
    }

    private static LearnProfileId learner(String id) {
        return new LearnProfileId(id);
    }
}
