package io.certconnect.connector.rules;

import io.certconnect.ledger.LedgerView;

/** The connect rules of the contract, in order; the first that applies decides. */
public final class ConnectRules {

    private ConnectRules() {}

    /** Total: every request that was not decided before gets a ruling. */
    public static Ruling decide(ConnectRequest request, LedgerView ledger) {
        throw new UnsupportedOperationException("in the next commit");
    }
}
