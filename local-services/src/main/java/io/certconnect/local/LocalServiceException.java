package io.certconnect.local;

/** A local service did not start, stop or answer. The message says what to do about it, or where the log is. */
public class LocalServiceException extends RuntimeException {

    private static final long serialVersionUID = 1;

    public LocalServiceException(String message) {
        super(message);
    }

    public LocalServiceException(String message, Throwable cause) {
        super(message, cause);
    }
}
