package io.certconnect.ledger;

/** The id of an account that somebody signs in with: opaque, compared as it is. */
public record AccountId(String value) implements Comparable<AccountId> {

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
