package io.certconnect.console.lag;

import io.certconnect.console.lag.LatestLag.Known;
import io.certconnect.lag.LagReport;
import java.time.Duration;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * For readiness: not ready while there is no measurement, or none but a stale one, and why. One that fails is forgiven
 * until then. No business of liveness: a restart brings no broker back.
 */
final class LagHealth implements HealthIndicator {

    private final LatestLag latest;
    private final LagSettings settings;
    private final InstantSource clock;

    LagHealth(LatestLag latest, LagSettings settings, InstantSource clock) {
        this.latest = latest;
        this.settings = settings;
        this.clock = clock;
    }

    @Override
    public Health health() {
        Known known = latest.known();
        LagReport report = known.report();
        Health.Builder health = isFresh(report) ? Health.up() : Health.outOfService();
        if (report == null) {
            health.withDetail("measured", "not yet");
        } else {
            health.withDetail("measuredAt", report.at().toString());
        }
        if (known.trouble() != null) {
            health.withDetail("trouble", known.trouble());
        }
        return health.build();
    }

    private boolean isFresh(@Nullable LagReport report) {
        return report != null && Duration.between(report.at(), clock.instant()).compareTo(settings.staleAfter()) <= 0;
    }
}
