package io.certconnect.connector;

import io.certconnect.worker.WorkerSettings;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The connector-worker's settings; {@code connector-worker.yml} has the defaults and says what each does.
 *
 * @param requests reading connection requests
 * @param directory reading the news of certification profiles
 * @param registry the schema registry, in Confluent's keys
 */
@ConfigurationProperties(prefix = "certconnect.connector", ignoreUnknownFields = false)
record ConnectorSettings(WorkerSettings requests, WorkerSettings directory, Map<String, String> registry) {}
