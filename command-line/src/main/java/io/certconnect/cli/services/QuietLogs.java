package io.certconnect.cli.services;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import java.util.List;
import org.slf4j.LoggerFactory;

/**
 * Clients and stores log what a command tells in its own words. Done by code, not by a logging
 * configuration: the same program also runs the quickstart, whose logs are wanted.
 */
final class QuietLogs {

    private static final List<String> NAMES = List.of(
            "org.apache.kafka",
            "io.confluent",
            "org.apache.avro",
            "org.flywaydb",
            "org.springframework",
            "io.certconnect.worker",
            "io.certconnect.stores");

    private QuietLogs() {}

    static void apply() {
        if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logback) {
            NAMES.forEach(name -> logback.getLogger(name).setLevel(Level.OFF));
        }
    }
}
