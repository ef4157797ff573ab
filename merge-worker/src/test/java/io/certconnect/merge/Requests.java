package io.certconnect.merge;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.merge.rules.MergeAction;
import io.certconnect.merge.rules.MergeRequest;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/** Merge requests that mention only what a test is about. */
public final class Requests {

    private Requests() {}

    public static MergeRequest merge(String survivor, String absorbed) {
        return request(MergeAction.MERGE, survivor, absorbed);
    }

    public static MergeRequest unmerge(String survivor, String absorbed) {
        return request(MergeAction.UNMERGE, survivor, absorbed);
    }

    private static MergeRequest request(MergeAction action, String survivor, String absorbed) {
        return new MergeRequest(
                UUID.randomUUID(),
                action,
                new CertificationProfileId(survivor),
                new CertificationProfileId(absorbed),
                "agent-7",
                "T-1001",
                "two profiles of one person",
                false,
                null);
    }

    public static MergeRequest dryRun(MergeRequest of) {
        return with(of, of.requestedBy(), of.ticket(), of.reason(), true, of.planHash());
    }

    public static MergeRequest approving(String planHash, MergeRequest of) {
        return with(of, of.requestedBy(), of.ticket(), of.reason(), of.dryRun(), planHash);
    }

    public static MergeRequest asked(String requestedBy, String ticket, String reason, MergeRequest of) {
        return with(of, requestedBy, ticket, reason, of.dryRun(), of.planHash());
    }

    private static MergeRequest with(
            MergeRequest of, String requestedBy, String ticket, String reason, boolean dryRun, String planHash) {
        return new MergeRequest(
                UUID.randomUUID(),
                of.action(),
                of.survivor(),
                of.absorbed(),
                requestedBy,
                ticket,
                reason,
                dryRun,
                planHash);
    }

    public static List<CertificationProfileId> ids(String... values) {
        return Arrays.stream(values).map(CertificationProfileId::new).toList();
    }
}
