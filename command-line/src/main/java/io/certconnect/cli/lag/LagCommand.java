package io.certconnect.cli.lag;

import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.DurationConverter;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.StopSignal;
import io.certconnect.cli.terminal.Terminal;
import io.certconnect.cli.wording.Printable;
import io.certconnect.lag.GroupLag;
import io.certconnect.lag.LagReport;
import io.certconnect.lag.LagWatch;
import io.certconnect.lag.LagWindow;
import io.certconnect.lag.Watched;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "lag",
        description = {
            "Show how far consumer groups are behind, measured from outside: groups that have stopped or never ran, too."
                    + " On a terminal the table is renewed every two seconds until Ctrl-C.",
            "",
            "  certconnect lag",
            "  certconnect lag --group transcript-store --partitions --once",
            "  certconnect lag --fail-over 60s || echo behind",
            "  certconnect lag --json | jq '.groups[] | {group, lagSeconds}'",
            "",
            "WARN, STALL, STOP and REWIND take a minute of looking: one look knows no more than OK, UNDECIDED (something"
                    + " waits), NO_COMMITS and NO_MEMBERS. The console looks all the time.",
            ""
        })
public final class LagCommand implements Callable<Integer> {

    private static final Duration INTERVAL = Duration.ofSeconds(2);
    private static final LagWindow WINDOW = new LagWindow(30, INTERVAL);
    private static final String CLEAR = "\u001B[H\u001B[J";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--group",
            paramLabel = "ID",
            description =
                    "Only this group; may be given more than once. One that the contract does not have is shown on"
                            + " the topics that it has committed offsets on.")
    private List<String> groups = List.of();

    @Option(names = "--partitions", description = "A line for each partition, not for each topic.")
    private boolean partitions;

    @Option(names = "--once", description = "One table, on a terminal too.")
    private boolean once;

    @Option(names = "--json", description = "One JSON object, as the console's /api/lag has it; once.")
    private boolean json;

    @Option(
            names = "--fail-over",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            description =
                    "Look once; the exit code is 1 if a record has waited longer than that, or if that is not known of"
                            + " every partition. Statuses do not count.")
    private @Nullable Duration limit;

    private LagCommand() {}

    @Override
    public Integer call() {
        try (LagWatch watch = LagWatch.open(kafka.reachable(), watched(), WINDOW);
                StopSignal stop = new StopSignal()) {
            LagReport report = watch.look();
            if (saysWhichAreUnknown(report)) {
                return ExitCode.NEGATIVE;
            }
            if (once || json || limit != null || !Terminal.STANDARD_OUTPUT.isThere()) {
                show(report);
                return verdict(report);
            }
            show(report, stop, watch);
            return ExitCode.OK;
        } catch (KafkaException e) {
            throw kafka.failure(e);
        }
    }

    private List<Watched> watched() {
        List<Watched> catalogue = Watched.catalogue();
        if (groups.isEmpty()) {
            return catalogue;
        }
        return groups.stream()
                .map(group -> catalogue.stream()
                        .filter(known -> known.group().equals(group))
                        .findFirst()
                        .orElse(new Watched(group, Set.of())))
                .toList();
    }

    /** The contract's groups are shown before they ever ran; any other that is not there is a slip of the pen. */
    private boolean saysWhichAreUnknown(LagReport report) {
        List<String> catalogue =
                Watched.catalogue().stream().map(Watched::group).toList();
        List<String> unknown = report.groups().stream()
                .filter(group -> !catalogue.contains(group.group()))
                .filter(group ->
                        group.state().equals("DEAD") && group.partitions().isEmpty())
                .map(GroupLag::group)
                .toList();
        unknown.forEach(
                group -> spec.commandLine().getErr().println(Printable.of("Kafka has no group " + group + ".")));
        return !unknown.isEmpty();
    }

    private void show(LagReport report, StopSignal stop, LagWatch watch) {
        PrintWriter out = spec.commandLine().getOut();
        LagReport latest = report;
        while (true) {
            out.print(CLEAR);
            show(latest);
            out.println();
            out.println("Every " + INTERVAL.toSeconds() + " s; Ctrl-C ends it.");
            if (out.checkError() || stop.givenWithin(INTERVAL)) {
                return;
            }
            latest = watch.look();
        }
    }

    private void show(LagReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(LagJson.of(report));
        } else {
            new LagTable(out, partitions).print(report);
        }
        out.flush();
    }

    private int verdict(LagReport report) {
        if (limit == null) {
            return ExitCode.OK;
        }
        List<String> failing = new LagLimit(limit).exceededBy(report);
        failing.forEach(sentence -> spec.commandLine().getErr().println(Printable.of(sentence)));
        return failing.isEmpty() ? ExitCode.OK : ExitCode.NEGATIVE;
    }
}
