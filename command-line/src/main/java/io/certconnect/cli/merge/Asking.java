package io.certconnect.cli.merge;

import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.StopSignal;
import io.certconnect.cli.wording.Printable;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeRequested;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.apache.kafka.common.KafkaException;

/** Sends one request after the other, each only when the one before it is decided. */
final class Asking implements AutoCloseable {

    private final KafkaOptions kafka;
    private final Duration timeout;
    private final PrintWriter err;
    private final MergeExchange exchange;

    /**
     * @param timeout for each decision
     * @throws CommandFailure if a service cannot be reached or is not set up
     */
    Asking(KafkaOptions kafka, Duration timeout, PrintWriter err) {
        this.kafka = kafka;
        this.timeout = timeout;
        this.err = err;
        this.exchange = MergeExchange.open(kafka, err);
    }

    /** @throws CommandFailure if the decision does not come in time, or something breaks */
    MergeDecided ask(MergeRequested request) {
        err.println(Printable.of("Request " + request.getRequestId() + ": " + inWords(request)));
        err.flush();
        exchange.send(List.of(request));
        try {
            return await(request.getRequestId());
        } catch (KafkaException e) {
            err.println(sent(request.getRequestId()));
            throw kafka.failure(e);
        }
    }

    private MergeDecided await(UUID request) {
        long started = System.nanoTime();
        try (StopSignal stop = new StopSignal()) {
            while (!stop.given() && System.nanoTime() - started < timeout.toNanos()) {
                for (MergeDecided event : exchange.hear()) {
                    if (event.getRequestId().equals(request)) {
                        return event;
                    }
                }
            }
            String why = stop.given() ? "Stopped." : "No decision came in " + timeout.toMillis() / 1000.0 + " s.";
            throw CommandFailure.unreachable(why + " " + sent(request), null);
        }
    }

    private static String sent(UUID request) {
        return "Request " + request + " was sent and may still be decided: look with certconnect explain " + request
                + ", and at the lag of consumer group " + ConsumerGroup.MERGE_WORKER.groupId() + ".";
    }

    private static String inWords(MergeRequested request) {
        return (request.getDryRun() ? "preview of " : "")
                + request.getAction().name().toLowerCase(Locale.ROOT) + ", survivor " + request.getSurvivorId()
                + ", absorbed " + request.getAbsorbedId();
    }

    @Override
    public void close() {
        exchange.close();
    }
}
