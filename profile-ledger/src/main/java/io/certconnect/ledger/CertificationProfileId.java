package io.certconnect.ledger;

import org.jspecify.annotations.Nullable;

/** A certification profile's id: opaque, compared as it is. Not checked here: a blank or over-long one is a rule's business. */
public record CertificationProfileId(String value) implements Comparable<CertificationProfileId> {

    @Override
    public int compareTo(CertificationProfileId other) {
        return value.compareTo(other.value);
    }

    /** As any record's, but written out: a record's own is slow where nothing optimises, and batches are full of look-ups. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CertificationProfileId that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }
}
