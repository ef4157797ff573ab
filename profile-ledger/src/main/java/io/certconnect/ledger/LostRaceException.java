package io.certconnect.ledger;

import org.springframework.dao.ConcurrencyFailureException;

/** Somebody else wrote first what this transaction was about to write: roll back and look again. */
public final class LostRaceException extends ConcurrencyFailureException {

    LostRaceException(String what) {
        super(what);
    }

    LostRaceException(String what, Throwable cause) {
        super(what, cause);
    }
}
