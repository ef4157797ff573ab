package io.certconnect.cli.watch;

import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.DurationConverter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What following is like whatever is followed. */
final class FollowOptions {

    @Mixin
    final KafkaOptions kafka = new KafkaOptions();

    @Option(names = "--from-beginning", description = "Begin with the oldest event, not with the next.")
    boolean fromBeginning;

    @Option(names = "--json", description = "One JSON object per line.")
    boolean json;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Stop after N events were shown; the exit code is 1 if --timeout comes first.")
    @Nullable
    Long count;

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description = "Stop after that long: 500ms, 30s, 5m, 1h.")
    @Nullable
    Duration timeout;
}
