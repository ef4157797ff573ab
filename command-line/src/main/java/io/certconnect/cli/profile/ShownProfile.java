package io.certconnect.cli.profile;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A certification profile and what is around it; ids only, no name and no address.
 *
 * @param accountId null if none is known
 * @param mergedInto null if it is a root
 * @param connection that of its root; null if there is none
 * @param tree its root and the profiles nearest to it, in the order of their distance from it, then of ids
 * @param members how many profiles are under the root, itself included
 * @param history the newest first
 * @param decisions how many decisions there are in all
 */
record ShownProfile(
        String id,
        String status,
        boolean erased,
        @Nullable String accountId,
        long version,
        Instant updatedAt,
        @Nullable String mergedInto,
        String root,
        @Nullable Connected connection,
        List<Member> tree,
        long members,
        List<Decided> history,
        long decisions) {

    /** Whom the root is connected to. */
    record Connected(String learnProfileId, Instant since, UUID requestId) {}

    /** @param mergedInto null for the root */
    record Member(String id, @Nullable String mergedInto, String status) {}

    /**
     * A decision on a request that named the profile.
     *
     * @param other the other profile of a merge; null if there is none
     * @param action what a merge request asked for; null of other requests
     * @param requestedBy who answers for a merge; null of other requests
     * @param ticket of a merge; null of other requests
     */
    record Decided(
            UUID requestId,
            String kind,
            Instant at,
            String outcome,
            @Nullable String action,
            @Nullable String other,
            @Nullable String requestedBy,
            @Nullable String ticket) {}
}
