package io.certconnect.worker;

import java.util.List;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** To be imported by a worker's application: runs its {@link Worker} beans and tells how they are. */
@Configuration(proxyBeanMethods = false)
public class WorkerConfiguration {

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
