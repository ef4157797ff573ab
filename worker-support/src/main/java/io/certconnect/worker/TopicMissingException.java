package io.certconnect.worker;

import java.util.Set;
import org.apache.kafka.common.KafkaException;

/** Topics that a worker needs do not exist. It never makes them: partitions and retention are not its to choose. */
final class TopicMissingException extends KafkaException {

    private static final long serialVersionUID = 1L;

    TopicMissingException(Set<String> topics) {
        super("missing " + topics + "; create them with the command line (topics create) or your platform's means");
    }
}
