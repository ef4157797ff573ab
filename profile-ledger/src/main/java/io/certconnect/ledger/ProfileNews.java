package io.certconnect.ledger;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What exam registration says of a certification profile. */
public sealed interface ProfileNews {

    CertificationProfileId id();

    /** The profile as it is now. Name and email are personal data: they go into the directory and nowhere else. */
    record Changed(
            CertificationProfileId id,
            @Nullable AccountId account,
            ProfileStatus status,
            @Nullable String legalName,
            @Nullable String email,
            long version,
            Instant updatedAt)
            implements ProfileNews {

        @Override
        public String toString() {
            return "Changed[id=" + id + ", status=" + status + ", version=" + version + "]";
        }
    }

    /** The person asked to be forgotten. */
    record Erased(CertificationProfileId id, Instant at) implements ProfileNews {}
}
