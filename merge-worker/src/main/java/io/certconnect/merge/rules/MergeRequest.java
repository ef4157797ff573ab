package io.certconnect.merge.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.schemas.Ids;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Support asks to merge two certification profiles, or to undo that. Nothing is checked here: an invalid request gets a
 * decision too.
 *
 * @param requestedBy who answers for it: the support agent's id
 * @param dryRun whether to preview only
 * @param planHash of the preview that was approved; null: whatever the ledger looks like by now
 */
public record MergeRequest(
        UUID requestId,
        MergeAction action,
        CertificationProfileId survivor,
        CertificationProfileId absorbed,
        String requestedBy,
        String ticket,
        String reason,
        boolean dryRun,
        @Nullable String planHash) {

    boolean isAuthorised() {
        return !requestedBy.isBlank() && !ticket.isBlank() && !reason.isBlank();
    }

    /** Whether an id is one that a profile can have. Others must not be indexed anywhere. */
    public static boolean isValid(CertificationProfileId id) {
        return Ids.isValid(id.value());
    }
}
