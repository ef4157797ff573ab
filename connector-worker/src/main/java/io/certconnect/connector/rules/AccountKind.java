package io.certconnect.connector.rules;

/** What an account is for. A kind that we do not know never gets as far as the rules. */
public enum AccountKind {
    PERSONAL,
    WORK_OR_SCHOOL
}
