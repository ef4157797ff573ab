package io.certconnect.cli.wording;

import java.util.Optional;

/** The merge rules by the names that the ledger keeps, each as a sentence. */
public final class MergeRules {

    private MergeRules() {}

    /** Empty for a rule that this version does not know: a newer worker may have more. */
    public static Optional<String> inWords(String rule) {
        return Optional.ofNullable(
                switch (rule) {
                    case "AUTHORISED" ->
                        "Somebody must answer for a request: requestedBy, ticket and reason are not blank.";
                    case "VALID_IDS" -> "Every id in a request is 1 to 128 characters and not blank.";
                    case "TWO_PROFILES" -> "A profile cannot be merged into itself, nor released from itself.";
                    case "KNOWN_PROFILES" -> "Both profiles must be known.";
                    case "MERGED_BEFORE" -> "A merge that was made before stays as it is.";
                    case "SURVIVOR_IS_ROOT" -> "The survivor must not be absorbed itself.";
                    case "ABSORBED_IS_ROOT" -> "A profile is absorbed by one survivor only.";
                    case "USABLE_PROFILES" -> "The survivor must be active, the absorbed profile active or closed.";
                    case "ONE_CONNECTION" -> "Of two connected profiles neither can absorb the other.";
                    case "CONNECTION_SURVIVES" -> "A connected profile cannot be absorbed.";
                    case "PLAN_HOLDS" -> "What was previewed must still be so.";
                    case "MERGE" -> "Nothing speaks against it: merged.";
                    case "MERGED_DIRECTLY" ->
                        "Only a profile that was merged into this very survivor can be released from it.";
                    case "UNMERGE" -> "Nothing speaks against it: released.";
                    default -> null;
                });
    }
}
