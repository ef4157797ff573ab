package io.certconnect.merge.deciding;

import io.certconnect.deciding.Announcement;
import io.certconnect.deciding.Matter;
import io.certconnect.deciding.Stamp;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Decision;
import io.certconnect.ledger.Forest;
import io.certconnect.ledger.Merges;
import io.certconnect.ledger.PayloadHash;
import io.certconnect.merge.publishing.MergeEvents;
import io.certconnect.merge.rules.MergeDecision;
import io.certconnect.merge.rules.MergeRejection;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.merge.rules.MergeRules;
import io.certconnect.merge.rules.Ruling;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Merging: the rules on the merge-worker's side of the ledger. */
public final class MergeMatter implements Matter<MergeRequest, MergeBatch, Ruling> {

    private static final String MERGED = "MERGED";
    private static final String UNMERGED = "UNMERGED";
    private static final String PREVIEWED = "PREVIEWED";

    private final Merges merges;
    private final Stores stores;
    private final LongSupplier nanoTime;

    /** Without stores: previews count nothing. */
    public MergeMatter(Merges merges) {
        this(merges, Stores.NONE);
    }

    /** @param stores asked for previews, in the ledger's transaction, which they must leave as it is */
    public MergeMatter(Merges merges, Stores stores) {
        this(merges, stores, System::nanoTime);
    }

    MergeMatter(Merges merges, Stores stores, LongSupplier nanoTime) {
        this.merges = merges;
        this.stores = stores;
        this.nanoTime = nanoTime;
    }

    @Override
    public Decision.Kind kind() {
        return Decision.Kind.MERGE;
    }

    @Override
    public UUID requestId(MergeRequest request) {
        return request.requestId();
    }

    @Override
    public Set<String> outcomes() {
        return Stream.concat(
                        Stream.of(MERGED, UNMERGED, PREVIEWED),
                        Arrays.stream(MergeRejection.values()).map(Enum::name))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public PayloadHash hash(MergeRequest request) {
        return new PayloadHash.Hashing()
                .add(request.action().name())
                .add(request.survivor().value())
                .add(request.absorbed().value())
                .add(request.requestedBy())
                .add(request.ticket())
                .add(request.reason())
                .add(request.dryRun())
                .add(request.planHash())
                .done();
    }

    @Override
    public MergeBatch lockAndLoad(List<MergeRequest> requests) {
        Set<CertificationProfileId> survivors = new HashSet<>();
        Set<CertificationProfileId> absorbed = new HashSet<>();
        for (MergeRequest request : requests) {
            survivors.add(request.survivor());
            absorbed.add(request.absorbed());
        }
        return new MergeBatch(merges.lockAndLoad(survivors, absorbed), stores, nanoTime);
    }

    @Override
    public Ruling decide(MergeRequest request, MergeBatch batch, Instant now) {
        Forest forest = batch.forest();
        Ruling ruling = MergeRules.decide(request, forest, batch.counts());
        if (ruling.decision().changesTheLedger()) {
            switch (request.action()) {
                case MERGE -> forest.merge(request.survivor(), request.absorbed());
                case UNMERGE -> forest.unmerge(request.absorbed());
            }
        }
        return ruling;
    }

    @Override
    public Announcement announce(MergeRequest request, Ruling ruling, Stamp stamp) {
        return new Announcement(
                request.survivor().value(),
                MergeEvents.event(request, ruling.decision(), stamp),
                outcome(ruling.decision()),
                ruling.rule().name(),
                ruling.facts(),
                indexed(request.survivor()),
                indexed(request.absorbed()));
    }

    private static String outcome(MergeDecision decision) {
        return switch (decision) {
            case MergeDecision.Merged merged -> MERGED;
            case MergeDecision.Unmerged unmerged -> UNMERGED;
            case MergeDecision.Previewed previewed -> PREVIEWED;
            case MergeDecision.Rejected rejected -> rejected.reason().name();
        };
    }

    /** An id that no profile can have is not looked for; an over-long one might not even fit the index. */
    private static @Nullable CertificationProfileId indexed(CertificationProfileId id) {
        return MergeRequest.isValid(id) ? id : null;
    }

    @Override
    public void write(MergeBatch batch) {
        merges.write(batch.forest());
    }
}
