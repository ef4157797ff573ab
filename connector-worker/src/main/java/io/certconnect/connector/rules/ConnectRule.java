package io.certconnect.connector.rules;

/** The connect rules as the contract numbers them; the first that applies decides. */
public enum ConnectRule {
    VALID_REQUEST(1, "A request has 1 to 16 accounts, and every id in it is 1 to 128 characters and not blank."),
    KNOWN_PROFILE(2, "A certification profile that a request names must be known."),
    CONNECTED_BEFORE(3, "A connected Learn profile stays with its certification profile, and gets no other."),
    ALIGNMENT(
            4,
            "A personal account of the Learn profile must lead to one certification profile: the one named, if any."),
    ACTIVE_PROFILE(5, "The certification profile must be active."),
    FREE_PROFILE(6, "A certification profile that another Learn profile is connected to is taken."),
    CONNECT(7, "Nothing speaks against it: connected.");

    private final int number;
    private final String description;

    ConnectRule(int number, String description) {
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
