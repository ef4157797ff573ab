package io.certconnect.merge.deciding;

import static io.certconnect.merge.Requests.approving;
import static io.certconnect.merge.Requests.asked;
import static io.certconnect.merge.Requests.dryRun;
import static io.certconnect.merge.Requests.ids;
import static io.certconnect.merge.Requests.merge;
import static io.certconnect.merge.Requests.unmerge;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.ledger.Decision;
import io.certconnect.merge.rules.MergeDecision;
import io.certconnect.merge.rules.MergeDecision.Merged;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeDecision.Rejected;
import io.certconnect.merge.rules.MergeDecision.Unmerged;
import io.certconnect.merge.rules.MergeRejection;
import io.certconnect.merge.rules.MergeRequest;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("storage")
class MergeMatterTest {

    private static TestLedger ledger;

    @BeforeAll
    static void start() {
        ledger = new TestLedger();
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

    @Test
    void theRequestsOfABatchAreDecidedOneAfterTheOther() {
        ledger.know("a", "b", "c");
        ledger.connect("l", "c");

        assertThat(decide(
                        merge("b", "a"),
                        dryRun(merge("c", "b")),
                        merge("c", "b"),
                        merge("c", "a"),
                        unmerge("b", "a"),
                        merge("c", "a")))
                .satisfiesExactly(
                        first -> assertThat(first).isEqualTo(new Merged(null, ids("a"), false)),
                        preview ->
                                assertThat(((Previewed) preview).absorbedIds()).isEqualTo(ids("a", "b")),
                        second -> assertThat(((Merged) second).absorbedIds()).isEqualTo(ids("a", "b")),
                        third -> assertThat(((Rejected) third).reason()).isEqualTo(MergeRejection.ABSORBED_ELSEWHERE),
                        cut -> assertThat(((Unmerged) cut).releasedIds()).isEqualTo(ids("a")),
                        last -> assertThat(((Merged) last).already()).isFalse());
        assertThat(decide(merge("c", "a"), merge("c", "b")))
                .allSatisfy(again -> assertThat(((Merged) again).already()).isTrue());
    }

    @Test
    void aPreviewChangesNothingAndItsPlanHoldsInALaterBatch() {
        ledger.know("a", "s");

        Previewed previewed = (Previewed) decide(dryRun(merge("s", "a"))).getFirst();
        MergeDecision decision =
                decide(approving(previewed.planHash(), merge("s", "a"))).getFirst();

        assertThat(decision).isEqualTo(new Merged(null, ids("a"), false));
    }

    @Test
    void aPlanIsGoneOnceOneOfTheTwoWasConnected() {
        ledger.know("a", "s");
        Previewed previewed = (Previewed) decide(dryRun(merge("s", "a"))).getFirst();

        ledger.connect("l", "s");

        assertThat(decide(approving(previewed.planHash(), merge("s", "a"))))
                .singleElement()
                .extracting(decision -> ((Rejected) decision).reason())
                .isEqualTo(MergeRejection.PLAN_CHANGED);
    }

    @Test
    void aRequestWithAnIdOfAnyLengthIsAnsweredAndKept() {
        MergeRequest longest = merge("s".repeat(100_000), "a".repeat(100_000));

        decide(longest);

        Decision kept =
                ledger.database.decisions().on(List.of(longest.requestId())).get(longest.requestId());
        assertThat(kept.outcome()).isEqualTo("INVALID_REQUEST");
        assertThat(kept.profile()).isNull();
        assertThat(kept.otherProfile()).isNull();
        assertThat(kept.eventKey()).hasSize(100_000);
    }

    @Test
    void theAuditFindsADecisionByBothProfiles() {
        MergeRequest request = merge("s", "a");

        decide(request);

        Decision kept =
                ledger.database.decisions().on(List.of(request.requestId())).get(request.requestId());
        assertThat(kept.profile()).isEqualTo(request.survivor());
        assertThat(kept.otherProfile()).isEqualTo(request.absorbed());
        assertThat(kept.outcome()).isEqualTo("PROFILE_UNKNOWN");
        assertThat(kept.rule()).isEqualTo("KNOWN_PROFILES");
        assertThat(kept.facts()).contains("two profiles of one person");
    }

    @Test
    void theHashTellsRequestsApartByEachOfTheirFields() {
        MergeRequest request = merge("s", "a");

        assertThat(Stream.of(
                                request,
                                unmerge("s", "a"),
                                merge("a", "s"),
                                merge("s", "b"),
                                asked("x", "T-1001", "two profiles of one person", request),
                                asked("agent-7", "x", "two profiles of one person", request),
                                asked("agent-7", "T-1001", "x", request),
                                dryRun(request),
                                approving("plan", request),
                                approving("", request))
                        .map(ledger.matter::hash))
                .doesNotHaveDuplicates();
        assertThat(ledger.matter.hash(merge("s", "a"))).isEqualTo(ledger.matter.hash(request));
    }

    private static List<MergeDecision> decide(MergeRequest... requests) {
        return ledger.decide(0, requests).stream()
                .map(decided -> decided.ruling().decision())
                .toList();
    }
}
