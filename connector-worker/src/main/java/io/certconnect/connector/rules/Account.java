package io.certconnect.connector.rules;

import io.certconnect.ledger.AccountId;

/** An account that the publisher authenticated for the Learn profile. */
public record Account(AccountId id, AccountKind kind) {

    boolean isPersonal() {
        return kind == AccountKind.PERSONAL;
    }
}
