package io.certconnect.merge.deciding;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.stores.RecordedEntries;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;

/** The transcript and the badge store, as {@link RecordedEntries#count} asks them. */
public interface Stores {

    /** There are none: previews count nothing. */
    Stores NONE = (moving, staying, atMost) -> Optional.empty();

    Optional<RecordedEntries.Counts> count(
            Collection<CertificationProfileId> moving, Collection<CertificationProfileId> staying, Duration atMost);
}
