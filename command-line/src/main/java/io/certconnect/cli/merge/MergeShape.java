package io.certconnect.cli.merge;

import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.lines.Shape;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;

/** What a merge request must be like before the ledger has to be asked: what breaks it would be rejected anyway. */
final class MergeShape {

    private MergeShape() {}

    /** @throws BadLineException if it breaks the contract */
    static void require(MergeRequested request) throws BadLineException {
        if (request.getAction() == MergeAction.UNKNOWN) {
            throw new BadLineException("action: UNKNOWN is for readers; say MERGE or UNMERGE");
        }
        Shape.requireId("survivorId", request.getSurvivorId());
        Shape.requireId("absorbedId", request.getAbsorbedId());
        if (request.getSurvivorId().equals(request.getAbsorbedId())) {
            throw new BadLineException("absorbedId: is the survivor itself");
        }
        requireAnswer("ticket", request.getTicket());
        requireAnswer("reason", request.getReason());
        requireAnswer("requestedBy", request.getRequestedBy());
        Shape.requireText("planHash", request.getPlanHash());
    }

    private static void requireAnswer(String field, String text) throws BadLineException {
        if (text.isBlank()) {
            throw new BadLineException(field + ": is blank");
        }
        Shape.requireText(field, text);
    }
}
