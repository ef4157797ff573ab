package io.certconnect.ledger;

/** A certification profile's id: opaque, compared as it is. Not checked here: a blank or over-long one is a rule's business. */
public record CertificationProfileId(String value) implements Comparable<CertificationProfileId> {

    @Override
    public int compareTo(CertificationProfileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
