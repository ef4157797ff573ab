package io.certconnect.ledger;

import org.jspecify.annotations.Nullable;

/**
 * A certification profile as the directory and the ledger know it. Holds no personal data.
 *
 * @param account its one personal account; null if it has none (yet)
 * @param mergedInto its direct survivor; null if it was not absorbed
 * @param root the profile at the end of its merges; itself if it was not absorbed
 * @param version the version of the directory news that this is the state of
 */
public record Profile(
        CertificationProfileId id,
        @Nullable AccountId account,
        ProfileStatus status,
        @Nullable CertificationProfileId mergedInto,
        CertificationProfileId root,
        long version) {

    public boolean isRoot() {
        return mergedInto == null;
    }
}
