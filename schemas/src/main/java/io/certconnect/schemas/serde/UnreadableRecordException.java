package io.certconnect.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;

/** The bytes are no record of the expected type. The message never repeats what is in them. */
public final class UnreadableRecordException extends SerializationException {

    private static final long serialVersionUID = 1;

    private final Unreadable reason;

    UnreadableRecordException(Unreadable reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Unreadable reason() {
        return reason;
    }
}
