package io.certconnect.worker;

import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporterBuilder;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** To be imported by a worker's application: runs its {@link Worker} beans and tells how they are. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TracingSettings.class)
public class WorkerConfiguration {

    /**
     * For the workers. Exports through the context's exporter, if it has one, or to the endpoint of the settings; nothing if
     * there is neither.
     */
    @Bean
    Tracing tracing(TracingSettings settings, ObjectProvider<SpanExporter> exporters, Environment environment) {
        SpanExporter exporter = exporters.getIfAvailable(() -> exporterTo(settings));
        if (exporter == null) {
            return Tracing.off();
        }
        return Tracing.to(
                exporter,
                environment.getProperty("spring.application.name", "worker"),
                environment.getProperty("certconnect.instance", ""));
    }

    private static @Nullable SpanExporter exporterTo(TracingSettings settings) {
        if (settings.endpoint() == null) {
            return null;
        }
        OtlpHttpSpanExporterBuilder exporter = OtlpHttpSpanExporter.builder()
                .setEndpoint(settings.endpoint())
                .setTimeout(settings.timeout())
                .setCompression("gzip");
        settings.headers().forEach(exporter::addHeader);
        return exporter.build();
    }

    @Bean
    SmartLifecycle workerLifecycle(List<Worker<?>> workers) {
        return new WorkerLifecycle(workers);
    }

    /** For the readiness group. */
    @Bean
    HealthIndicator workerReadinessHealthIndicator(List<Worker<?>> workers) {
        return new WorkerReadiness(workers);
    }

    /** For the liveness group. */
    @Bean
    HealthIndicator workerLivenessHealthIndicator(List<Worker<?>> workers) {
        return new WorkerLiveness(workers);
    }
}
