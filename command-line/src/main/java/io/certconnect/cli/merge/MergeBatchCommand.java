package io.certconnect.cli.merge;

import io.certconnect.cli.lines.InputFile;
import io.certconnect.cli.lines.Line;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.DurationConverter;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.cli.terminal.StopSignal;
import io.certconnect.cli.terminal.Terminal;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
        name = "batch",
        description = {
            "Send merge requests, one per line, and tell each decision. Nothing is sent if any line is bad.",
            "",
            "  {\"action\": \"MERGE\", \"survivorId\": \"cert-1\", \"absorbedId\": \"cert-2\", \"ticket\": \"T-1\","
                    + " \"reason\": \"same person\"}",
            "",
            "action is MERGE or UNMERGE. requestedBy is --by if left out. Lines that name the same profile are decided in"
                    + " the order of the file, others side by side. requestId, a UUID, follows from the line's content if"
                    + " left out: running the file again goes on where it stopped, and tells again what was decided."
                    + " A planHash, from a preview's JSON, makes a line fail if its plan no longer holds.",
            ""
        })
final class MergeBatchCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "One JSON object per line, UTF-8; - reads standard input.")
    private String file = "";

    @Option(names = "--dry-run", description = "Preview each line as if it were the only one, and change nothing.")
    private boolean dryRun;

    @Option(
            names = "--by",
            paramLabel = "NAME",
            defaultValue = "${sys:user.name}",
            description =
                    "Who answers for lines that name nobody; default: ${DEFAULT-VALUE}. It is part of what makes two"
                            + " lines the same request.")
    private String by = "";

    @Option(
            names = "--timeout",
            paramLabel = "DURATION",
            converter = DurationConverter.class,
            defaultValue = "30s",
            description = "How long a line may wait for its decision; default: ${DEFAULT-VALUE}.")
    private Duration timeout = Duration.ZERO;

    @Option(names = "--json", description = "One JSON object per line of the file.")
    private boolean json;

    @Override
    public Integer call() throws IOException {
        Batch batch = read();
        if (batch.entries().isEmpty()) {
            out().println("There is nothing to send.");
            return ExitCode.OK;
        }
        Progress progress = new Progress(
                err(), Terminal.STANDARD_ERROR.isThere(), batch.entries().size(), System::nanoTime);
        BatchReport report = new BatchReport(out(), err(), progress, json);
        InOrder order = new InOrder(batch.entries(), entry -> dryRun ? Set.of() : entry.profiles());
        try (MergeExchange exchange = MergeExchange.open(kafka, err());
                StopSignal stop = new StopSignal()) {
            run(new BatchRun(exchange, batch.entries(), order, report, timeout, stop::given), report, order);
        }
        return exitCode(report, order);
    }

    private Batch read() throws IOException {
        try (InputFile input = InputFile.open(file, System.in)) {
            Batch batch = Batch.read(input, new MergeLines(Clock.systemUTC(), by, dryRun));
            List<Line.Bad> bad = batch.bad();
            bad.forEach(line -> err().println("line " + line.number() + ": " + line.why()));
            if (!bad.isEmpty()) {
                throw CommandFailure.badInput(String.format(
                        Locale.ROOT,
                        "%,d of %,d lines are bad; nothing was sent.",
                        bad.size(),
                        bad.size() + batch.entries().size()));
            }
            return batch;
        }
    }

    private void run(BatchRun run, BatchReport report, InOrder order) {
        try {
            if (!dryRun) {
                run.recall();
            }
            run.run();
        } catch (KafkaException e) {
            throw kafka.failure(e);
        } finally {
            report.summarise(order.left());
        }
    }

    private static int exitCode(BatchReport report, InOrder order) {
        if (report.undecided() > 0) {
            return ExitCode.UNREACHABLE;
        }
        return report.rejected() > 0 || !order.left().isEmpty() ? ExitCode.NEGATIVE : ExitCode.OK;
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
