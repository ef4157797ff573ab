package io.certconnect.merge;

import io.certconnect.worker.WorkerSettings;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The merge-worker's settings; {@code merge-worker.yml} has the defaults and says what each does.
 *
 * @param requests reading merge requests
 * @param registry the schema registry, in Confluent's keys
 */
@ConfigurationProperties(prefix = "certconnect.merge", ignoreUnknownFields = false)
record MergeSettings(WorkerSettings requests, Map<String, String> registry) {}
