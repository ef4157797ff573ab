package io.certconnect.cli.send;

import io.certconnect.cli.lines.InputFile;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.cli.terminal.StopSignal;
import io.certconnect.cli.terminal.Terminal;
import io.certconnect.cli.wording.Printable;
import io.certconnect.schemas.serde.RecordEncoder;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.Locale;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.common.KafkaException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What sending is like whatever is sent: check everything, then send, then say what became of it. */
final class SendLines {

    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private final KafkaOptions kafka = new KafkaOptions();

    @Option(
            names = "--file",
            required = true,
            paramLabel = "FILE",
            description = "One JSON object per line, UTF-8; - reads standard input.")
    private String file = "";

    @Option(names = "--skip-bad", description = "Send the good lines although others are bad; the exit code is 1 then.")
    private boolean skipBad;

    @Option(
            names = "--max-errors",
            paramLabel = "N",
            defaultValue = "20",
            description = "How many bad lines to list; default: ${DEFAULT-VALUE}.")
    private int maxErrors;

    int send(LineFormat format, InputStream standardInput) throws IOException {
        try (InputFile input = InputFile.open(file, standardInput)) {
            Check check = Check.of(input, format, maxErrors);
            check.report(err());
            if (check.bad() > 0 && !skipBad) {
                throw CommandFailure.badInput(String.format(
                        Locale.ROOT,
                        "%,d of %,d lines are bad; nothing was sent. Mend them, or send the others with --skip-bad.",
                        check.bad(),
                        check.bad() + check.good()));
            }
            if (check.good() == 0) {
                out().println("There is nothing to send.");
                return check.bad() > 0 ? ExitCode.NEGATIVE : ExitCode.OK;
            }
            kafka.requireTopics(format.topic().topicName());
            return send(input, check, format);
        }
    }

    private int send(InputFile input, Check check, LineFormat format) throws IOException {
        Progress progress = new Progress(err(), Terminal.STANDARD_ERROR.isThere(), check.good(), System::nanoTime);
        try (SchemaRegistryClient registry = kafka.registryClient();
                Producer<byte[], byte[]> producer = kafka.producer();
                StopSignal stop = new StopSignal()) {
            Sending sending = new Sending(format, new RecordEncoder(registry, false), producer);
            try {
                sending.send(input, check, progress, stop::given);
            } catch (KafkaException e) {
                throw failed(sending.acknowledged(), check, e);
            } finally {
                progress.end();
            }
            if (sending.failure() instanceof KafkaException e) {
                throw failed(sending.acknowledged(), check, e);
            }
            summarise(sending, check, progress);
            return sending.acknowledged() == check.good() && check.bad() == 0 ? ExitCode.OK : ExitCode.NEGATIVE;
        }
    }

    private CommandFailure failed(long sent, Check check, KafkaException e) {
        err().println(String.format(Locale.ROOT, "%,d of %,d lines were sent, then it failed.", sent, check.good()));
        return kafka.failure(e);
    }

    private void summarise(Sending sending, Check check, Progress progress) {
        long sent = sending.acknowledged();
        PrintWriter out = out();
        sending.listed()
                .forEach(message -> out.println(Printable.of(sending.format().describe(message))));
        out.println(String.format(
                Locale.ROOT,
                "Sent %,d %s to %s in %.1f s, %,d per second.",
                sent,
                sending.format().noun(),
                sending.format().topic().topicName(),
                progress.seconds(),
                progress.rate(sent)));
        if (sent < check.good()) {
            out.println(String.format(Locale.ROOT, "Stopped: %,d lines were not sent.", check.good() - sent));
        }
        if (check.bad() > 0) {
            out.println(String.format(Locale.ROOT, "Skipped %,d bad lines.", check.bad()));
        }
        out.flush();
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }

    private PrintWriter err() {
        return spec.commandLine().getErr();
    }
}
