package io.certconnect.stores.rebuild;

/** A store cannot be worked on now; the message says why and what to do. */
public final class StoreUnavailableException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoreUnavailableException(String message) {
        super(message);
    }
}
