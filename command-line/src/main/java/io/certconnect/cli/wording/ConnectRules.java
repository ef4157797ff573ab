package io.certconnect.cli.wording;

import java.util.Optional;

/** The connect rules by the names that the ledger keeps, each as a sentence. */
public final class ConnectRules {

    private ConnectRules() {}

    /** Empty for a rule that this version does not know: a newer worker may have more. */
    public static Optional<String> inWords(String rule) {
        return Optional.ofNullable(
                switch (rule) {
                    case "VALID_REQUEST" -> "A request has 1 to 16 accounts, and every id has 1 to 128 characters.";
                    case "KNOWN_PROFILE" -> "A certification profile that a request names must be known.";
                    case "CONNECTED_BEFORE" ->
                        "A connected Learn profile stays with its certification profile, and gets no other.";
                    case "ALIGNMENT" ->
                        "A personal account of the Learn profile must lead to one certification profile:"
                                + " the one named, if any.";
                    case "ACTIVE_PROFILE" -> "The certification profile must be active.";
                    case "FREE_PROFILE" ->
                        "A certification profile that another Learn profile is connected to is taken.";
                    case "CONNECT" -> "Nothing speaks against it.";
                    default -> null;
                });
    }
}
