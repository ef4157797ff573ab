package io.certconnect.schemas.serde;

import org.apache.kafka.common.errors.SerializationException;
import org.jspecify.annotations.Nullable;

/** The registry does not have, or does not take, the schema of a record that is to be sent. */
public final class UnregisteredSchemaException extends SerializationException {

    private static final long serialVersionUID = 1;

    UnregisteredSchemaException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
