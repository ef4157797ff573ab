package io.certconnect.stores.intake;

/** A record breaks the contract; the message says where and holds no payload. Never leaves this package. */
final class MalformedRecordException extends Exception {

    private static final long serialVersionUID = 1L;

    MalformedRecordException(String message) {
        super(message);
    }
}
