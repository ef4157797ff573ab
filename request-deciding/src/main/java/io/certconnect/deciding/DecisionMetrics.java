package io.certconnect.deciding;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** What was decided, by outcome, and what had been decided before. */
public final class DecisionMetrics {

    private final MeterRegistry meters;
    private final String worker;
    private final Map<String, Counter> decided = new ConcurrentHashMap<>();
    private final Counter republished;
    private final Counter answered;
    private final Counter duplicates;

    /** @param worker the consumer group, as the tag {@code group} */
    public DecisionMetrics(MeterRegistry meters, String worker) {
        this.meters = meters;
        this.worker = worker;
        this.republished = counter("certconnect.decisions.republished", "stored events published for a redelivery");
        this.answered = counter("certconnect.redeliveries.answered", "redeliveries whose event is known to be out");
        this.duplicates = counter("certconnect.duplicates", "request ids seen again in another record");
    }

    /** So that a rate sees the first of each. */
    void countFromNothing(Set<String> outcomes) {
        outcomes.forEach(outcome -> decided.computeIfAbsent(outcome, this::decidedCounter));
    }

    void count(DecideRequests.Answers answers) {
        answers.decided.forEach((outcome, number) ->
                decided.computeIfAbsent(outcome, this::decidedCounter).increment(number));
        republished.increment(answers.republished);
        answered.increment(answers.answered);
        duplicates.increment(answers.duplicates);
    }

    private Counter decidedCounter(String outcome) {
        return Counter.builder("certconnect.decisions")
                .description("requests decided, by outcome")
                .tag("group", worker)
                .tag("outcome", outcome)
                .register(meters);
    }

    private Counter counter(String name, String description) {
        return Counter.builder(name)
                .description(description)
                .tag("group", worker)
                .register(meters);
    }
}
