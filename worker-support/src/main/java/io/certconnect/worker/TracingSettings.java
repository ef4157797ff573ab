package io.certconnect.worker;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Where spans go, in the keys of Spring Boot's own exporter.
 *
 * @param endpoint an OTLP endpoint for traces, protobuf over HTTP, as in {@code http://collector:4318/v1/traces}; none
 *     means that nothing is exported
 * @param timeout of one export
 * @param headers to send along, as an authorisation
 */
@ConfigurationProperties("management.opentelemetry.tracing.export.otlp")
record TracingSettings(
        @Nullable String endpoint,
        @DefaultValue("10s") Duration timeout,
        @DefaultValue Map<String, String> headers) {

    TracingSettings {
        endpoint = endpoint == null || endpoint.isBlank() ? null : endpoint;
        if (endpoint != null && !isHttp(endpoint)) {
            throw new IllegalArgumentException("endpoint must be http://… or https://…");
        }
    }

    private static boolean isHttp(String endpoint) {
        try {
            String scheme = URI.create(endpoint).getScheme();
            return "http".equals(scheme) || "https".equals(scheme);
        } catch (IllegalArgumentException notAnAddress) {
            return false;
        }
    }

    /** Headers may hold secrets. */
    @Override
    public String toString() {
        return "to " + endpoint;
    }
}
