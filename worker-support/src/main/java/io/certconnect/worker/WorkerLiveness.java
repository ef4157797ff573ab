package io.certconnect.worker;

import java.util.List;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Alive unless an error ended a loop. Nothing that is away makes it red: a restart brings no database back. */
final class WorkerLiveness implements HealthIndicator {

    private final List<Worker<?>> workers;

    WorkerLiveness(List<Worker<?>> workers) {
        this.workers = workers;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        for (Worker<?> worker : workers) {
            for (LoopStatus loop : worker.loops()) {
                if (loop.state() instanceof LoopState.Dead dead) {
                    health.down().withDetail(loop.name(), "dead since " + dead.since() + ": " + dead.error());
                }
            }
        }
        return health.build();
    }
}
