package io.certconnect.connector.rules;

/** What the person can do about a rejected connect request. */
public enum Remedy {
    ADD_PERSONAL_ACCOUNT,
    USE_ACCOUNT_OF_CERTIFICATION_PROFILE,
    ASK_SUPPORT_TO_MERGE,
    CONTACT_SUPPORT,
    NONE
}
