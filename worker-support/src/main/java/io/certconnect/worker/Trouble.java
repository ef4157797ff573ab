package io.certconnect.worker;

import io.certconnect.schemas.serde.RegistryUnavailableException;
import java.util.StringJoiner;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;

/**
 * Why a loop stands still: the one place that classifies what was thrown.
 *
 * @param what classes of the exceptions and the line of ours that they passed; messages only of Kafka's, since others
 *     may quote a person's data
 */
record Trouble(Kind kind, String what) {

    /** What is away or broken. */
    enum Kind {
        REGISTRY,
        BROKER,
        TOPIC_MISSING,
        /** Another producer took the transactional id, or a transaction outlived its timeout. */
        FENCED,
        /** The work threw: as a rule its database is away. */
        WORK,
        /** The loop's own machinery. */
        LOOP
    }

    /** What was thrown while a batch was in hand. */
    static Trouble inBatch(Throwable thrown) {
        return new Trouble(kindOf(thrown, Kind.WORK), describe(thrown));
    }

    /** What was thrown when no batch was in hand. */
    static Trouble inLoop(Throwable thrown) {
        return new Trouble(kindOf(thrown, Kind.LOOP), describe(thrown));
    }

    private static Kind kindOf(Throwable thrown, Kind otherwise) {
        Kind kind = otherwise;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException || cause instanceof InvalidProducerEpochException) {
                return Kind.FENCED;
            }
            if (cause instanceof RegistryUnavailableException) {
                return Kind.REGISTRY;
            }
            if (cause instanceof TopicMissingException) {
                return Kind.TOPIC_MISSING;
            }
            if (cause instanceof KafkaException) {
                kind = Kind.BROKER;
            }
        }
        return kind;
    }

    private static String describe(Throwable thrown) {
        StringJoiner chain = new StringJoiner(" <- ");
        Throwable root = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            root = cause;
            if (cause instanceof PublicationFailed) {
                continue;
            }
            String name = cause.getClass().getSimpleName();
            chain.add(cause instanceof KafkaException ? name + ": " + cause.getMessage() : name);
        }
        return chain + ourLineIn(root);
    }

    private static String ourLineIn(Throwable thrown) {
        for (StackTraceElement element : thrown.getStackTrace()) {
            if (element.getClassName().startsWith("io.certconnect.")) {
                return " at " + element;
            }
        }
        return "";
    }
}
