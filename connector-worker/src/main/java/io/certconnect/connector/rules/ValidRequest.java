package io.certconnect.connector.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.schemas.Ids;
import org.jspecify.annotations.Nullable;

/** The limits of a request. */
final class ValidRequest {

    static final int MOST_ACCOUNTS = 16;

    private ValidRequest() {}

    /** What is wrong with the request, in a sentence without ids; null if nothing is. */
    static @Nullable String fault(ConnectRequest request) {
        if (!Ids.isValid(request.learnProfile().value())) {
            return "The Learn profile's id is blank or longer than 128 characters.";
        }
        CertificationProfileId named = request.named();
        if (named != null && !Ids.isValid(named.value())) {
            return "The certification profile's id is blank or longer than 128 characters.";
        }
        if (request.accounts().isEmpty()) {
            return "The request has no accounts.";
        }
        if (request.accounts().size() > MOST_ACCOUNTS) {
            return "The request has more than 16 accounts.";
        }
        for (Account account : request.accounts()) {
            if (!Ids.isValid(account.id().value())) {
                return "An account's id is blank or longer than 128 characters.";
            }
        }
        return null;
    }
}
