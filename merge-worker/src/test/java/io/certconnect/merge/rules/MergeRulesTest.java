package io.certconnect.merge.rules;

import static io.certconnect.merge.Requests.approving;
import static io.certconnect.merge.Requests.asked;
import static io.certconnect.merge.Requests.dryRun;
import static io.certconnect.merge.Requests.ids;
import static io.certconnect.merge.Requests.merge;
import static io.certconnect.merge.Requests.unmerge;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.merge.rules.MergeDecision.Merged;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeDecision.Rejected;
import io.certconnect.merge.rules.MergeDecision.Unmerged;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("rules")
class MergeRulesTest {

    /** Two active profiles, s and a, that nothing keeps from being merged. */
    private final FakeForest ledger = new FakeForest().active("s", "a");

    /** In the contract's order: each request also breaks rules that come later, and none that come earlier. */
    static Stream<Arguments> rejections() {
        MergeRequest absorbing = approving("stale", merge("s", "a"));
        return Stream.of(
                arguments(
                        "nobody asks",
                        world(),
                        asked(" ", "t", "r", merge("", "")),
                        MergeRejection.NOT_AUTHORISED,
                        null),
                arguments(
                        "no ticket", world(), asked("b", "", "r", merge("", "")), MergeRejection.NOT_AUTHORISED, null),
                arguments(
                        "no reason",
                        world(),
                        asked("b", "t", "\t", unmerge("", "")),
                        MergeRejection.NOT_AUTHORISED,
                        null),
                arguments("a blank survivor", world(), merge(" ", " "), MergeRejection.INVALID_REQUEST, null),
                arguments("a blank absorbed one", world(), unmerge("s", ""), MergeRejection.INVALID_REQUEST, null),
                arguments(
                        "an over-long id", world(), merge("s", "a".repeat(129)), MergeRejection.INVALID_REQUEST, null),
                arguments("into itself", world(), merge("s", "s"), MergeRejection.SAME_PROFILE, null),
                arguments("from itself", world(), unmerge("s", "s"), MergeRejection.SAME_PROFILE, null),
                arguments(
                        "an unknown survivor",
                        world().active("a").merged("a", "s"),
                        absorbing,
                        MergeRejection.PROFILE_UNKNOWN,
                        null),
                arguments(
                        "an unknown absorbed one",
                        world().status("s", ProfileStatus.HELD),
                        absorbing,
                        MergeRejection.PROFILE_UNKNOWN,
                        null),
                arguments(
                        "unmerging an unknown one",
                        world().active("s"),
                        unmerge("s", "a"),
                        MergeRejection.PROFILE_UNKNOWN,
                        null),
                arguments(
                        "an absorbed survivor",
                        twoRoots()
                                .active("x", "y")
                                .merged("s", "x")
                                .merged("a", "y")
                                .status("s", ProfileStatus.HELD),
                        absorbing,
                        MergeRejection.SURVIVOR_IS_ABSORBED,
                        "x"),
                arguments(
                        "a survivor that the absorbed one absorbed",
                        twoRoots().merged("s", "a"),
                        absorbing,
                        MergeRejection.SURVIVOR_IS_ABSORBED,
                        "a"),
                arguments(
                        "absorbed elsewhere",
                        twoRoots()
                                .active("x", "y")
                                .merged("a", "x")
                                .merged("x", "y")
                                .status("s", ProfileStatus.HELD),
                        absorbing,
                        MergeRejection.ABSORBED_ELSEWHERE,
                        "y"),
                arguments(
                        "absorbed by way of another",
                        twoRoots().active("x").merged("a", "x").merged("x", "s"),
                        absorbing,
                        MergeRejection.ABSORBED_ELSEWHERE,
                        "s"),
                arguments(
                        "a held survivor",
                        connected(twoRoots()).status("s", ProfileStatus.HELD),
                        absorbing,
                        MergeRejection.PROFILE_NOT_ACTIVE,
                        null),
                arguments(
                        "a closed survivor",
                        connected(twoRoots()).status("s", ProfileStatus.CLOSED),
                        absorbing,
                        MergeRejection.PROFILE_NOT_ACTIVE,
                        null),
                arguments(
                        "a held absorbed one",
                        connected(twoRoots()).status("a", ProfileStatus.HELD),
                        absorbing,
                        MergeRejection.PROFILE_NOT_ACTIVE,
                        null),
                arguments("both connected", connected(twoRoots()), absorbing, MergeRejection.BOTH_CONNECTED, null),
                arguments(
                        "the absorbed one connected",
                        twoRoots().connected("a", "l"),
                        absorbing,
                        MergeRejection.ABSORBED_IS_CONNECTED,
                        null),
                arguments("another plan", twoRoots(), absorbing, MergeRejection.PLAN_CHANGED, null),
                arguments(
                        "not merged",
                        twoRoots(),
                        approving("stale", unmerge("s", "a")),
                        MergeRejection.NOT_MERGED,
                        null),
                arguments(
                        "merged indirectly",
                        twoRoots().active("x").merged("a", "x").merged("x", "s"),
                        unmerge("s", "a"),
                        MergeRejection.NOT_MERGED,
                        null),
                arguments(
                        "merged the other way round",
                        twoRoots().merged("s", "a"),
                        unmerge("s", "a"),
                        MergeRejection.NOT_MERGED,
                        null),
                arguments(
                        "unmerging by another plan",
                        twoRoots().merged("a", "s"),
                        approving("stale", unmerge("s", "a")),
                        MergeRejection.PLAN_CHANGED,
                        null));
    }

    private static FakeForest world() {
        return new FakeForest();
    }

    private static FakeForest twoRoots() {
        return world().active("s", "a");
    }

    private static FakeForest connected(FakeForest forest) {
        return forest.connected("s", "l").connected("a", "m");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejections")
    void rejects(String what, FakeForest ledger, MergeRequest request, MergeRejection reason, String root) {
        MergeDecision decision = ledger.decide(request).decision();

        assertThat(decision).isInstanceOfSatisfying(Rejected.class, rejected -> {
            assertThat(rejected.reason()).isEqualTo(reason);
            assertThat(rejected.root())
                    .isEqualTo(root == null ? null : ids(root).getFirst());
            assertThat(rejected.detail()).endsWith(".");
        });
        assertThat(decision.changesTheLedger()).isFalse();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("rejections")
    void aDryRunOfWhatWouldBeRefusedSaysSo(
            String what, FakeForest ledger, MergeRequest request, MergeRejection reason, String root) {
        Ruling ruling = ledger.decide(dryRun(request));

        assertThat(ruling.decision()).isInstanceOfSatisfying(Previewed.class, previewed -> {
            assertThat(previewed.wouldBe()).isEqualTo(reason);
            assertThat(previewed.planHash()).matches("[0-9a-f]{64}");
        });
        assertThat(ruling.rule()).isEqualTo(ledger.decide(request).rule());
    }

    @Test
    void everyRejectionIsInTheTable() {
        assertThat(rejections().map(row -> row.get()[3]).distinct().toList())
                .containsExactlyInAnyOrder((Object[]) MergeRejection.values());
    }

    @Test
    void remediesAndRetriesAreTheContracts() {
        assertThat(Stream.of(MergeRejection.values()).filter(reason -> reason.remedy() != Remedy.NONE))
                .extracting(MergeRejection::name, MergeRejection::remedy)
                .containsExactlyInAnyOrder(
                        tuple("SURVIVOR_IS_ABSORBED", Remedy.MERGE_INTO_ROOT),
                        tuple("ABSORBED_ELSEWHERE", Remedy.MERGE_INTO_ROOT),
                        tuple("BOTH_CONNECTED", Remedy.CONTACT_SUPPORT),
                        tuple("ABSORBED_IS_CONNECTED", Remedy.SWAP_DIRECTION),
                        tuple("PLAN_CHANGED", Remedy.PREVIEW_AGAIN));
        assertThat(MergeRejection.values())
                .filteredOn(MergeRejection::retryable)
                .containsExactly(MergeRejection.PROFILE_UNKNOWN);
    }

    @Test
    void mergesWithEverythingThatIsUnderTheAbsorbedOne() {
        ledger.active("b", "c", "other")
                .merged("c", "a")
                .merged("b", "c")
                .merged("other", "s")
                .connected("s", "l");

        Ruling ruling = ledger.decide(merge("s", "a"));

        assertThat(ruling.decision()).isEqualTo(new Merged(learner("l"), ids("a", "b", "c"), false));
        assertThat(ruling.rule()).isEqualTo(MergeRule.MERGE);
    }

    @Test
    void mergesTwoOfWhichNeitherIsConnected() {
        assertThat(ledger.decide(merge("s", "a")).decision()).isEqualTo(new Merged(null, ids("a"), false));
    }

    @Test
    void mergesAClosedOne() {
        ledger.status("a", ProfileStatus.CLOSED);

        assertThat(ledger.decide(merge("s", "a")).decision()).isInstanceOf(Merged.class);
    }

    @Test
    void whatIsMergedIsMergedAlreadyWhateverBecameOfTheTwo() {
        ledger.active("r").merged("a", "s").merged("s", "r").connected("r", "l").status("s", ProfileStatus.HELD);

        Ruling ruling = ledger.decide(approving("stale", merge("s", "a")));

        assertThat(ruling.decision()).isEqualTo(new Merged(learner("l"), ids("a"), true));
        assertThat(ruling.rule()).isEqualTo(MergeRule.MERGED_BEFORE);
        assertThat(ruling.decision().changesTheLedger()).isFalse();
    }

    @Test
    void releasesWhatIsInTheMiddleOfAChainAndNamesTheLearnerOfItsEnd() {
        ledger.active("r", "b")
                .merged("s", "r")
                .merged("a", "s")
                .merged("b", "a")
                .connected("r", "l")
                .status("a", ProfileStatus.HELD);

        Ruling ruling = ledger.decide(unmerge("s", "a"));

        assertThat(ruling.decision()).isEqualTo(new Unmerged(learner("l"), ids("a", "b")));
        assertThat(ruling.rule()).isEqualTo(MergeRule.UNMERGE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\uD83C\uDF93", "x"})
    void anIdMayHave128CharactersWhateverTheyAre(String character) {
        String longest = character.repeat(128);
        ledger.active(longest);

        assertThat(ledger.decide(merge("s", longest)).decision()).isInstanceOf(Merged.class);
    }

    private static LearnProfileId learner(String id) {
        return new LearnProfileId(id);
    }
}
