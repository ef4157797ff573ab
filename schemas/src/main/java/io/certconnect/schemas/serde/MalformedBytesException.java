package io.certconnect.schemas.serde;

import org.apache.avro.AvroRuntimeException;

/** Says what rule the bytes break, for {@link RecordDecoder} to tell on. Without a stack trace: it says no more. */
final class MalformedBytesException extends AvroRuntimeException {

    private static final long serialVersionUID = 1;

    private final Unreadable reason;

    private MalformedBytesException(Unreadable reason, String message) {
        super(message);
        this.reason = reason;
    }

    static MalformedBytesException truncated() {
        return new MalformedBytesException(Unreadable.TRUNCATED, "The bytes end before the record does");
    }

    static MalformedBytesException malformed(String message) {
        return new MalformedBytesException(Unreadable.MALFORMED, message);
    }

    Unreadable reason() {
        return reason;
    }

    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
