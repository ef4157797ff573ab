package io.certconnect.connector.rules;

import io.certconnect.ledger.CertificationProfileId;
import org.jspecify.annotations.Nullable;

/**
 * The limits of a request. Characters are code points, as PostgreSQL, Python and Go count them: Java's own count would
 * refuse ids that other publishers may send. Blank is what {@link String#isBlank()} says, the empty id included.
 */
final class ValidRequest {

    static final int MOST_ACCOUNTS = 16;
    static final int LONGEST_ID = 128;

    private ValidRequest() {}

    /** What is wrong with the request, in a sentence without ids; null if nothing is. */
    static @Nullable String fault(ConnectRequest request) {
        if (!isValid(request.learnProfile().value())) {
            return "The Learn profile's id is blank or longer than 128 characters.";
        }
        CertificationProfileId named = request.named();
        if (named != null && !isValid(named.value())) {
            return "The certification profile's id is blank or longer than 128 characters.";
        }
        if (request.accounts().isEmpty()) {
            return "The request has no accounts.";
        }
        if (request.accounts().size() > MOST_ACCOUNTS) {
            return "The request has more than 16 accounts.";
        }
        for (Account account : request.accounts()) {
            if (!isValid(account.id().value())) {
                return "An account's id is blank or longer than 128 characters.";
            }
        }
        return null;
    }

    private static boolean isValid(String id) {
        return !id.isBlank() && (id.length() <= LONGEST_ID || id.codePointCount(0, id.length()) <= LONGEST_ID);
    }
}
