package io.certconnect.cli.merge;

import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.DurationConverter;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which two profiles it is about, who asks, and why. */
final class MergeOptions {

    @Mixin
    final KafkaOptions kafka = new KafkaOptions();

    @Parameters(index = "0", paramLabel = "SURVIVOR", description = "The certification profile that stays.")
    private String survivor = "";

    @Parameters(
            index = "1",
            paramLabel = "ABSORBED",
            description = "The certification profile that becomes part of it, or that is released from it.")
    private String absorbed = "";

    @Option(names = "--ticket", required = true, paramLabel = "TICKET", description = "The support ticket it is for.")
    private String ticket = "";

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why, for the audit trail.")
    private String reason = "";

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description = "Who answers for it; default: ${DEFAULT-VALUE}.")
    private String by = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "How long to wait for a decision; default: ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ZERO;

    @Option(names = "--json", description = "The decision as one JSON object.")
    boolean json;

    /**
     * A new request.
     *
     * @param planHash of the preview that was approved; null for none
     * @throws CommandFailure if the options break the contract
     */
    MergeRequested request(MergeAction action, boolean dryRun, @Nullable String planHash) {
        MergeRequested request = new MergeRequested(
                UUID.randomUUID(),
                action,
                survivor,
                absorbed,
                by,
                ticket,
                reason,
                dryRun,
                planHash,
                Instant.now().truncatedTo(ChronoUnit.MILLIS));
        try {
            MergeShape.require(request);
            return request;
        } catch (BadLineException e) {
            throw CommandFailure.badInput(String.valueOf(e.getMessage()));
        }
    }
}
