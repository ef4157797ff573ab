package io.certconnect.ledger;

import java.util.List;
import java.util.Optional;

/** What merge rules may know: the ledger as it stands when a request is decided, earlier requests of the batch included. */
public interface MergeView {

    /** A profile that the directory knows; empty if it is unknown. */
    Optional<Profile> profile(CertificationProfileId id);

    /**
     * A known profile and everything that was merged into it, directly or not, in the order of ids. To be asked of
     * absorbed profiles only: what is under a survivor may be large, and nothing has to be known of it.
     */
    List<CertificationProfileId> under(CertificationProfileId absorbed);

    /** The Learn profile that a root is connected to. */
    Optional<LearnProfileId> learnerOf(CertificationProfileId root);
}
