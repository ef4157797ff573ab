package io.certconnect.cli.merge;

import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.lines.Shape;
import io.certconnect.v1.MergeRequested;

/** What a merge request must be like before the ledger has to be asked: what breaks it would be rejected anyway. */
final class MergeShape {

    private MergeShape() {}

    /** @throws BadLineException if it breaks the contract */
    static void require(MergeRequested request) throws BadLineException {
        Shape.require(request);
        if (request.getSurvivorId().equals(request.getAbsorbedId())) {
            throw new BadLineException("absorbedId: is the survivor itself");
        }
    }
}
