package io.certconnect.worker;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Ready while every loop gets on. Says what stands still, since when, why, and the way out where there is one. */
final class WorkerReadiness implements HealthIndicator {

    private final List<Worker<?>> workers;

    WorkerReadiness(List<Worker<?>> workers) {
        this.workers = workers;
    }

    @Override
    public Health health() {
        Map<String, Object> details = new LinkedHashMap<>();
        boolean ready = true;
        for (Worker<?> worker : workers) {
            BrokerContact.Amiss amiss = worker.contact().amiss();
            if (amiss != null) {
                ready = false;
                details.put(worker.name(), standing(amiss.since(), amiss.trouble()));
            }
            for (LoopStatus loop : worker.loops()) {
                ready &= loop.state() instanceof LoopState.Running && !loop.hasTwin();
                details.put(loop.name(), describe(loop));
            }
        }
        return (ready ? Health.up() : Health.outOfService())
                .withDetails(details)
                .build();
    }

    private static String describe(LoopStatus loop) {
        String state =
                switch (loop.state()) {
                    case LoopState.Starting starting -> "starting";
                    case LoopState.Running running -> "running";
                    case LoopState.Closed closed -> "closed";
                    case LoopState.Dead dead -> "dead since " + dead.since() + ": " + dead.error();
                    case LoopState.Holding holding -> standing(holding.since(), holding.trouble());
                };
        if (!loop.hasTwin()) {
            return state;
        }
        return state + "; taken over again and again: another process seems to run as " + loop.name()
                + ", give each its own instance setting";
    }

    private static String standing(Instant since, Trouble trouble) {
        return "holding since " + since + ": " + trouble.kind() + " (" + trouble.what() + ")";
    }
}
