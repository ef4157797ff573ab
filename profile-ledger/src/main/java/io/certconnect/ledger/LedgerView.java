package io.certconnect.ledger;

import java.util.Collection;
import java.util.Optional;

/** What rules may know: the ledger as it stands when a request is decided, earlier requests of the batch included. */
public interface LedgerView {

    /** A profile that the directory knows; empty if it is unknown. */
    Optional<Profile> profile(CertificationProfileId id);

    /** The known profiles, absorbed ones too, whose account this is. */
    Collection<Profile> holdersOf(AccountId account);

    /** The certification profile, always a root, that a Learn profile is connected to. */
    Optional<CertificationProfileId> connectionOf(LearnProfileId learnProfile);

    /** The Learn profile that a root is connected to. */
    Optional<LearnProfileId> learnerOf(CertificationProfileId root);
}
