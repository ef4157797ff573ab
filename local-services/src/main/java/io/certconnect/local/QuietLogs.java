package io.certconnect.local;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.Map;
import org.slf4j.LoggerFactory;

/** A broker tells hundreds of lines at each start, between those of the program that it is there for. */
final class QuietLogs {

    private static final Map<String, Level> KAFKA = Map.of(
            "kafka", Level.WARN,
            "org.apache.kafka", Level.WARN,
            "state.change.logger", Level.WARN,
            // It warns that a new log is empty.
            "org.apache.kafka.controller", Level.ERROR);

    private QuietLogs() {}

    /** Only warnings, unless the logging configuration names a level. Boot forgets this when it sets up logging. */
    static void silenceKafka() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            KAFKA.forEach((name, level) -> {
                var logger = logback.getLogger(name);
                if (logger.getLevel() == null) {
                    logger.setLevel(level);
                }
            });
        }
    }
}
