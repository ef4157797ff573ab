package io.certconnect.merge.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The answer to a merge request. */
public sealed interface MergeDecision {

    /** Whether an edge has to be made or cut. */
    default boolean changesTheLedger() {
        return switch (this) {
            case Merged merged -> !merged.already();
            case Unmerged unmerged -> true;
            case Previewed previewed -> false;
            case Rejected rejected -> false;
        };
    }

    /**
     * @param learnProfile whom the survivor's root is connected to; null: nobody yet
     * @param absorbedIds the absorbed profile and everything under it, in the order of ids
     * @param already whether it was merged before this request, which then changed nothing
     */
    record Merged(@Nullable LearnProfileId learnProfile, List<CertificationProfileId> absorbedIds, boolean already)
            implements MergeDecision {}

    /**
     * @param learnProfile whom the survivor's root is and stays connected to; null: nobody
     * @param releasedIds the released profile and everything under it, in the order of ids
     */
    record Unmerged(@Nullable LearnProfileId learnProfile, List<CertificationProfileId> releasedIds)
            implements MergeDecision {}

    /**
     * What the same request would do if it were not a dry run; nothing was changed.
     *
     * @param planHash names everything that the decision rests on; the same as long as all of it stays
     * @param learnProfile as in {@link Merged} and {@link Unmerged}
     * @param absorbedIds what would come along or be released, if nothing else spoke against it
     * @param counts what would move in the stores; null: they were not asked, or gave no answer
     * @param wouldBe the rejection that it would get; null: it would be accepted
     */
    record Previewed(
            String planHash,
            @Nullable LearnProfileId learnProfile,
            List<CertificationProfileId> absorbedIds,
            @Nullable StoreCounts counts,
            @Nullable MergeRejection wouldBe)
            implements MergeDecision {}

    /**
     * @param root where the merges end that stand in the way; null if none do
     * @param detail one sentence that a support agent understands; ids only, never a name or an email
     */
    record Rejected(MergeRejection reason, @Nullable CertificationProfileId root, String detail)
            implements MergeDecision {

        public Remedy remedy() {
            return reason.remedy();
        }

        public boolean retryable() {
            return reason.retryable();
        }
    }

    /**
     * What would move in the stores. It is of the stores' moment, which lags behind the ledger, and no part of the plan: more
     * may have come until the plan is executed.
     *
     * @param transcriptEntries distinct entries recorded under what comes along or is released
     * @param badges the same of badges
     * @param duplicates how many of both are also recorded under what stays: the tree of the survivor's root, without what
     *     moves. Merged, each shows once; released, each goes on showing there as well
     */
    record StoreCounts(int transcriptEntries, int badges, int duplicates) {}
}
