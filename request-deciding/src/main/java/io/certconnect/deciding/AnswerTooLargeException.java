package io.certconnect.deciding;

import io.certconnect.ledger.Decision;

/** The event does not fit one message: the transaction is rolled back, and the batch decided without this request. */
final class AnswerTooLargeException extends RuntimeException {

    private final transient Decision.Source source;

    AnswerTooLargeException(Decision.Source source) {
        super("the answer to the request at " + source + " does not fit one message");
        this.source = source;
    }

    Decision.Source source() {
        return source;
    }
}
