package io.certconnect.stores.intake;

import io.certconnect.stores.Change;
import io.certconnect.v1.MergeDecided;
import io.certconnect.worker.Reading;
import org.jspecify.annotations.Nullable;

/**
 * Reads decisions on merges: of each the one edge that was made or cut. What else came along follows from the edges that
 * are there. A rejection or a preview changes nothing.
 */
final class MergeIntake extends CheckedIntake<MergeDecided> {

    MergeIntake() {
        super(MergeDecided.class, "survivorId");
    }

    @Override
    String keyOf(MergeDecided event) {
        return event.getSurvivorId();
    }

    @Override
    Reading<Change> read(MergeDecided event) throws MalformedRecordException {
        return switch (event.getOutcome()) {
            case MERGED -> edge(event, Checked.id("survivorId", event.getSurvivorId()));
            case UNMERGED -> edge(event, null);
            case PREVIEWED, REJECTED -> nothing();
            case UNKNOWN -> new Reading.Kept<>("a decision on a merge of an unknown outcome");
        };
    }

    private static Reading<Change> edge(MergeDecided event, @Nullable String survivorId)
            throws MalformedRecordException {
        return change(new Change.Merged(
                Checked.id("absorbedId", event.getAbsorbedId()),
                survivorId,
                Checked.time("decidedAt", event.getDecidedAt()),
                event.getSequence()));
    }
}
