package io.certconnect.merge.publishing;

import io.certconnect.deciding.Stamp;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.merge.rules.MergeDecision;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import io.certconnect.merge.rules.MergeRejection;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergePreviewed;
import io.certconnect.v1.MergeRejected;
import io.certconnect.v1.Merged;
import io.certconnect.v1.Remedy;
import io.certconnect.v1.Unmerged;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes decisions as events. */
public final class MergeEvents {

    private static final StoreCounts NOTHING = new StoreCounts(0, 0, 0);

    private MergeEvents() {}

    public static MergeDecided event(MergeRequest request, MergeDecision decision, Stamp stamp) {
        return switch (decision) {
            case MergeDecision.Merged merged ->
                event(request, stamp, MergeOutcome.MERGED, merged(merged), null, null, null);
            case MergeDecision.Unmerged unmerged ->
                event(request, stamp, MergeOutcome.UNMERGED, null, unmerged(unmerged), null, null);
            case MergeDecision.Previewed previewed ->
                event(request, stamp, MergeOutcome.PREVIEWED, null, null, previewed(previewed), null);
            case MergeDecision.Rejected rejected ->
                event(request, stamp, MergeOutcome.REJECTED, null, null, null, rejected(rejected));
        };
    }

    private static MergeDecided event(
            MergeRequest request,
            Stamp stamp,
            MergeOutcome outcome,
            @Nullable Merged merged,
            @Nullable Unmerged unmerged,
            @Nullable MergePreviewed previewed,
            @Nullable MergeRejected rejected) {
        return new MergeDecided(
                stamp.eventId(),
                request.requestId(),
                request.survivor().value(),
                request.absorbed().value(),
                stamp.sequence(),
                stamp.decidedAt(),
                request.requestedBy(),
                request.ticket(),
                outcome,
                merged,
                unmerged,
                previewed,
                rejected);
    }

    private static Merged merged(MergeDecision.Merged merged) {
        return new Merged(id(merged.learnProfile()), ids(merged.absorbedIds()), merged.already());
    }

    private static Unmerged unmerged(MergeDecision.Unmerged unmerged) {
        return new Unmerged(id(unmerged.learnProfile()), ids(unmerged.releasedIds()));
    }

    /** The event has no word for counts that nobody made: it says 0, the decision's facts say which it is. */
    private static MergePreviewed previewed(MergeDecision.Previewed previewed) {
        StoreCounts counts = Objects.requireNonNullElse(previewed.counts(), NOTHING);
        MergeRejection wouldBe = previewed.wouldBe();
        return new MergePreviewed(
                previewed.planHash(),
                id(previewed.learnProfile()),
                ids(previewed.absorbedIds()),
                counts.transcriptEntries(),
                counts.badges(),
                counts.duplicates(),
                wouldBe == null ? null : reason(wouldBe));
    }

    private static MergeRejected rejected(MergeDecision.Rejected rejected) {
        CertificationProfileId root = rejected.root();
        return new MergeRejected(
                reason(rejected.reason()),
                Remedy.valueOf(rejected.remedy().name()),
                rejected.retryable(),
                root == null ? null : root.value(),
                rejected.detail());
    }

    private static io.certconnect.v1.MergeRejection reason(MergeRejection reason) {
        return io.certconnect.v1.MergeRejection.valueOf(reason.name());
    }

    private static @Nullable String id(@Nullable LearnProfileId learnProfile) {
        return learnProfile == null ? null : learnProfile.value();
    }

    private static List<String> ids(List<CertificationProfileId> profiles) {
        return profiles.stream().map(CertificationProfileId::value).toList();
    }
}
