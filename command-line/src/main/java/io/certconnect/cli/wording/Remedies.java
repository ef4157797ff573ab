package io.certconnect.cli.wording;

import io.certconnect.v1.Remedy;

/** What would make a rejected request succeed, as one tells it to a person. */
public final class Remedies {

    private Remedies() {}

    public static String inWords(Remedy remedy) {
        return switch (remedy) {
            case ADD_PERSONAL_ACCOUNT -> "Add the personal account to the Learn profile, then ask again.";
            case USE_ACCOUNT_OF_CERTIFICATION_PROFILE ->
                "Add the account that the certification profile uses to the Learn profile, then ask again.";
            case ASK_SUPPORT_TO_MERGE -> "Ask support to merge the certification profiles.";
            case SWAP_DIRECTION -> "Merge the other way round: the connected profile must be the survivor.";
            case MERGE_INTO_ROOT -> "Merge into the root instead: the profile that the named one was merged into.";
            case PREVIEW_AGAIN -> "Preview again: what the merge would do has changed since.";
            case CONTACT_SUPPORT -> "Contact support.";
            case NONE -> "There is nothing that the person has to do.";
            case UNKNOWN -> "A remedy that this version of the program does not know.";
        };
    }

    public static String ofRetrying(boolean retryable) {
        return retryable
                ? "The same content may be accepted later; send it again under a new request id."
                : "Sending the same again will not help.";
    }
}
