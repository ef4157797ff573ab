package io.certconnect.connector.rules;

/** Why a connect request was rejected, what helps, and whether the same request may succeed later as it is. */
public enum ConnectRejection {
    INVALID_REQUEST(Remedy.NONE),
    /** The only one that time alone may cure: news of the certification profile may be late. */
    CERTIFICATION_PROFILE_UNKNOWN(Remedy.NONE),
    LEARN_PROFILE_ALREADY_CONNECTED(Remedy.ASK_SUPPORT_TO_MERGE),
    NO_PERSONAL_ACCOUNT(Remedy.ADD_PERSONAL_ACCOUNT),
    ACCOUNT_NOT_PERSONAL(Remedy.ADD_PERSONAL_ACCOUNT),
    ACCOUNT_MISMATCH(Remedy.USE_ACCOUNT_OF_CERTIFICATION_PROFILE),
    SEVERAL_CERTIFICATION_PROFILES(Remedy.ASK_SUPPORT_TO_MERGE),
    CERTIFICATION_PROFILE_NOT_ACTIVE(Remedy.CONTACT_SUPPORT),
    CERTIFICATION_PROFILE_TAKEN(Remedy.CONTACT_SUPPORT);

    private final Remedy remedy;

    ConnectRejection(Remedy remedy) {
        this.remedy = remedy;
    }

    public Remedy remedy() {
        return remedy;
    }

    public boolean retryable() {
        return this == CERTIFICATION_PROFILE_UNKNOWN;
    }
}
