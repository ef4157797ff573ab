package io.certconnect.ledger;

/** A Learn profile's id: opaque, compared as it is. Not checked here: a blank or over-long one is a rule's business. */
public record LearnProfileId(String value) implements Comparable<LearnProfileId> {

    @Override
    public int compareTo(LearnProfileId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
