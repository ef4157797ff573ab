package io.certconnect.ledger;

import org.jspecify.annotations.Nullable;

/** The id of an account that somebody signs in with: opaque, compared as it is. */
public record AccountId(String value) implements Comparable<AccountId> {

    @Override
    public int compareTo(AccountId other) {
        return value.compareTo(other.value);
    }

    /** As any record's, but written out: a record's own is slow where nothing optimises, and batches are full of look-ups. */
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof AccountId that && value.equals(that.value);
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
