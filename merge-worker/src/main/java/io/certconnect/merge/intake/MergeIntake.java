package io.certconnect.merge.intake;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.merge.rules.MergeAction;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.v1.MergeRequested;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;

/** Reads merge requests. One that asks for what this version does not know is kept for the version that does. */
public final class MergeIntake implements Intake<MergeRequested, MergeRequest> {

    @Override
    public Class<MergeRequested> type() {
        return MergeRequested.class;
    }

    @Override
    public Reading<MergeRequest> read(String key, MergeRequested request) {
        if (!key.equals(request.getSurvivorId())) {
            return new Reading.Unreadable<>(DeadLetterReason.WRONG_KEY, "the key is not the request's survivorId");
        }
        return switch (request.getAction()) {
            case MERGE -> new Reading.Readable<>(request(MergeAction.MERGE, request));
            case UNMERGE -> new Reading.Readable<>(request(MergeAction.UNMERGE, request));
            case UNKNOWN -> new Reading.Kept<>("an unknown action");
        };
    }

    private static MergeRequest request(MergeAction action, MergeRequested request) {
        return new MergeRequest(
                request.getRequestId(),
                action,
                new CertificationProfileId(request.getSurvivorId()),
                new CertificationProfileId(request.getAbsorbedId()),
                request.getRequestedBy(),
                request.getTicket(),
                request.getReason(),
                request.getDryRun(),
                request.getPlanHash());
    }
}
