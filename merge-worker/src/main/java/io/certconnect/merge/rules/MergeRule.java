package io.certconnect.merge.rules;

/**
 * The merge rules, in order, under the contract's numbers; the first that applies decides. A dry run is decided by the
 * same rules: rule 5 only changes the form of the answer.
 */
public enum MergeRule {
    AUTHORISED(1, "Somebody must answer for a request: requestedBy, ticket and reason are not blank."),
    VALID_IDS(1, "Every id in a request is 1 to 128 characters and not blank."),
    TWO_PROFILES(1, "A profile cannot be merged into itself, nor released from itself."),
    KNOWN_PROFILES(2, "Both profiles must be known."),
    MERGED_BEFORE(3, "A merge that was made before stays as it is."),
    SURVIVOR_IS_ROOT(3, "The survivor must not be absorbed itself."),
    ABSORBED_IS_ROOT(3, "A profile is absorbed by one survivor only."),
    USABLE_PROFILES(3, "The survivor must be active, the absorbed profile active or closed."),
    ONE_CONNECTION(3, "Of two connected profiles neither can absorb the other."),
    CONNECTION_SURVIVES(3, "A connected profile cannot be absorbed."),
    PLAN_HOLDS(3, "What was previewed must still be so."),
    MERGE(3, "Nothing speaks against it: merged."),
    MERGED_DIRECTLY(4, "Only a profile that was merged into this very survivor can be released from it."),
    UNMERGE(4, "Nothing speaks against it: released.");

    private final int number;
    private final String description;

    MergeRule(int number, String description) {
        this.number = number;
        this.description = description;
    }

    public int number() {
        return number;
    }

    /** One sentence, for people. */
    public String description() {
        return description;
    }
}
