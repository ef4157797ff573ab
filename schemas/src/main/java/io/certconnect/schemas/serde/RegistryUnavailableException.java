package io.certconnect.schemas.serde;

import org.apache.kafka.common.errors.RetriableException;

/**
 * The registry could not be asked, or did not say yes or no. Never the record's fault: try again, drop nothing.
 *
 * <p>Kafka's own RetriableException, so that code which knows only Kafka takes it for what it is.
 */
public final class RegistryUnavailableException extends RetriableException {

    private static final long serialVersionUID = 1;

    RegistryUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }
}
