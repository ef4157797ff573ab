package io.certconnect.console.lag;

import io.certconnect.lag.LagWatch;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.time.InstantSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** All that measures lag and tells of it. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(LagSettings.class)
public class LagConfiguration {

    @Bean
    LatestLag latestLag() {
        return new LatestLag();
    }

    @Bean
    LagMeasuring lagMeasuring(LagSettings settings, LatestLag latest) {
        return new LagMeasuring(
                () -> LagWatch.open(settings.kafka(), settings.watched(), settings.window()), settings, latest);
    }

    @Bean
    LagMetrics lagMetrics(LatestLag latest, PrometheusRegistry registry) {
        LagMetrics metrics = new LagMetrics(latest);
        registry.register(metrics);
        return metrics;
    }

    /** For the readiness group, as {@code lag}. */
    @Bean
    LagHealth lagHealthIndicator(LatestLag latest, LagSettings settings) {
        return new LagHealth(latest, settings, InstantSource.system());
    }

    @Bean
    LagController lagController(LatestLag latest, LagSettings settings) {
        return new LagController(latest, settings, InstantSource.system());
    }
}
