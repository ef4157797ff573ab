package io.certconnect.merge.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.MergeView;
import io.certconnect.ledger.Profile;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.merge.rules.MergeDecision.Merged;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeDecision.Rejected;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import io.certconnect.merge.rules.MergeDecision.Unmerged;
import org.jspecify.annotations.Nullable;

/** The merge rules of the contract, in order; the first that applies decides. */
public final class MergeRules {

    private MergeRules() {}

    /** What a rule says. */
    private record Verdict(MergeRule rule, MergeDecision decision) {}

    /**
     * Total: every request that was not decided before gets a ruling.
     *
     * @param records asked for dry runs only
     */
    public static Ruling decide(MergeRequest request, MergeView ledger, RecordCounts records) {
        Verdict refused = onRequest(request);
        Plan plan = refused == null ? Plan.of(request, ledger) : Plan.unseen(request);
        Verdict verdict = refused == null ? onLedger(plan) : refused;
        MergeDecision decision = request.dryRun() ? preview(plan, verdict.decision(), records) : verdict.decision();
        return new Ruling(decision, verdict.rule(), Facts.of(plan, decision));
    }

    private static @Nullable Verdict onRequest(MergeRequest request) {
        if (!request.isAuthorised()) {
            return rejected(
                    MergeRule.AUTHORISED,
                    MergeRejection.NOT_AUTHORISED,
                    "The request names nobody who answers for it, no ticket, or no reason.");
        }
        if (!MergeRequest.isValid(request.survivor()) || !MergeRequest.isValid(request.absorbed())) {
            return rejected(
                    MergeRule.VALID_IDS,
                    MergeRejection.INVALID_REQUEST,
                    "A profile's id is blank or longer than 128 characters.");
        }
        if (request.survivor().equals(request.absorbed())) {
            return rejected(
                    MergeRule.TWO_PROFILES,
                    MergeRejection.SAME_PROFILE,
                    "Survivor and absorbed profile are one and the same.");
        }
        return null;
    }

    private static Verdict onLedger(Plan plan) {
        Profile survivor = plan.survivor();
        Profile absorbed = plan.absorbed();
        if (survivor == null || absorbed == null) {
            CertificationProfileId unknown = survivor == null
                    ? plan.request().survivor()
                    : plan.request().absorbed();
            return rejected(
                    MergeRule.KNOWN_PROFILES,
                    MergeRejection.PROFILE_UNKNOWN,
                    "No profile " + unknown + " is known yet; its news may be late.");
        }
        return switch (plan.request().action()) {
            case MERGE -> merge(plan, survivor, absorbed);
            case UNMERGE -> unmerge(plan, survivor, absorbed);
        };
    }

    private static Verdict merge(Plan plan, Profile survivor, Profile absorbed) {
        if (survivor.id().equals(absorbed.mergedInto())) {
            return new Verdict(MergeRule.MERGED_BEFORE, new Merged(plan.survivorLearner(), plan.under(), true));
        }
        if (!survivor.isRoot()) {
            return rejected(
                    MergeRule.SURVIVOR_IS_ROOT,
                    MergeRejection.SURVIVOR_IS_ABSORBED,
                    survivor.root(),
                    "The survivor is itself merged into " + survivor.root() + alreadyOne(survivor, absorbed));
        }
        if (!absorbed.isRoot()) {
            return rejected(
                    MergeRule.ABSORBED_IS_ROOT,
                    MergeRejection.ABSORBED_ELSEWHERE,
                    absorbed.root(),
                    "The absorbed profile is already merged into " + absorbed.root() + alreadyOne(survivor, absorbed));
        }
        Verdict obstacle = obstacleTo(plan, survivor, absorbed);
        return obstacle == null
                ? new Verdict(MergeRule.MERGE, new Merged(plan.survivorLearner(), plan.under(), false))
                : obstacle;
    }

    /** The end of a sentence that names the root of one of the two. */
    private static String alreadyOne(Profile survivor, Profile absorbed) {
        return survivor.root().equals(absorbed.root()) ? ": the two are one profile already." : ".";
    }

    /** What keeps two roots apart. */
    private static @Nullable Verdict obstacleTo(Plan plan, Profile survivor, Profile absorbed) {
        if (survivor.status() != ProfileStatus.ACTIVE) {
            return notActive("survivor", survivor.status());
        }
        if (absorbed.status() == ProfileStatus.HELD) {
            return notActive("absorbed profile", absorbed.status());
        }
        if (plan.absorbedLearner() != null) {
            return plan.survivorLearner() == null
                    ? rejected(
                            MergeRule.CONNECTION_SURVIVES,
                            MergeRejection.ABSORBED_IS_CONNECTED,
                            "The absorbed profile is connected to a Learn profile, the survivor is not.")
                    : rejected(
                            MergeRule.ONE_CONNECTION,
                            MergeRejection.BOTH_CONNECTED,
                            "Both profiles are connected to a Learn profile, each to another one.");
        }
        return changed(plan);
    }

    private static Verdict unmerge(Plan plan, Profile survivor, Profile absorbed) {
        if (!survivor.id().equals(absorbed.mergedInto())) {
            return rejected(
                    MergeRule.MERGED_DIRECTLY,
                    MergeRejection.NOT_MERGED,
                    "The absorbed profile was not merged into this survivor, or not directly.");
        }
        Verdict changed = changed(plan);
        return changed == null
                ? new Verdict(MergeRule.UNMERGE, new Unmerged(plan.survivorLearner(), plan.under()))
                : changed;
    }

    /** Who approved a plan approved that one only, be it to merge or to undo it. */
    private static @Nullable Verdict changed(Plan plan) {
        String approved = plan.request().planHash();
        if (approved == null || approved.equals(plan.hash())) {
            return null;
        }
        return rejected(
                MergeRule.PLAN_HOLDS,
                MergeRejection.PLAN_CHANGED,
                "Something that the approved preview rests on has changed since.");
    }

    private static MergeDecision preview(Plan plan, MergeDecision decision, RecordCounts records) {
        MergeRejection wouldBe = decision instanceof Rejected rejected ? rejected.reason() : null;
        return new Previewed(plan.hash(), plan.survivorLearner(), plan.under(), counts(plan, records), wouldBe);
    }

    /** Of two known profiles, whatever else stands in the way. */
    private static @Nullable StoreCounts counts(Plan plan, RecordCounts records) {
        Profile survivor = plan.survivor();
        return survivor == null || plan.absorbed() == null
                ? null
                : records.of(plan.under(), survivor.root()).orElse(null);
    }

    private static Verdict notActive(String which, ProfileStatus status) {
        return rejected(
                MergeRule.USABLE_PROFILES, MergeRejection.PROFILE_NOT_ACTIVE, "The " + which + " is " + status + ".");
    }

    private static Verdict rejected(MergeRule rule, MergeRejection reason, String detail) {
        return rejected(rule, reason, null, detail);
    }

    private static Verdict rejected(
            MergeRule rule, MergeRejection reason, @Nullable CertificationProfileId root, String detail) {
        return new Verdict(rule, new Rejected(reason, root, detail));
    }
}
