package io.certconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.Program.Result;
import io.certconnect.schemas.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Command;

@Tag("rules")
final class CertconnectCommandTest {

    private static final String CONNECTS = "../examples/connects.jsonl";

    @TempDir
    Path folder;

    @Command(name = "quickstart")
    static final class Quickstart implements Runnable {

        @Override
        public void run() {
            throw new IllegalStateException("broken");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "send",
                "send connect",
                "send profile",
                "send record",
                "send activity",
                "watch",
                "watch events",
                "watch merges",
                "explain",
                "merge",
                "merge preview",
                "merge run",
                "merge undo",
                "merge batch",
                "profile",
                "profile show",
                "ledger",
                "ledger verify",
                "stores",
                "stores rebuild",
                "stores verify",
                "lag"
            })
    void explainsEveryCommandAndItsExitCodes(String command) {
        List<String> arguments = new ArrayList<>(command.isEmpty() ? List.of() : List.of(command.split(" ")));
        arguments.add("--help");

        Result result = Program.run(arguments.toArray(String[]::new));

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains(("Usage: certconnect " + command).strip(), "Exit codes:", "--verbose");
        assertThat(result.out()).doesNotContain("${");
    }

    @Test
    void namesEveryFieldThatARecordOrAnActivityMayHave() {
        assertThat(Program.run("send", "record", "--help").out()).contains(fieldsOf(Topic.CERTIFICATION_RECORDS));
        assertThat(Program.run("send", "activity", "--help").out()).contains(fieldsOf(Topic.LEARN_ACTIVITY));
    }

    private static List<String> fieldsOf(Topic topic) {
        return topic.valueSchema().getFields().stream()
                .flatMap(field -> Stream.concat(Stream.of(field), fieldsWithin(field.schema())))
                .map(Schema.Field::name)
                .toList();
    }

    private static Stream<Schema.Field> fieldsWithin(Schema optional) {
        return optional.isUnion() ? optional.getTypes().get(1).getFields().stream() : Stream.of();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "send",
                "watch",
                "nonsense",
                "explain",
                "explain 1-1-1-1-1",
                "send connect",
                "watch events --timeout 5",
                "send connect --file no/such/file",
                "merge",
                "merge preview cert-1 cert-2",
                "merge preview cert-1 cert-1 --ticket T --reason R",
                "merge undo cert-1 cert-2 --ticket T --reason R --by= --yes",
                "merge run cert-1 --ticket T --reason R --yes",
                "merge batch --file no/such/file",
                "profile show",
                "ledger",
                "ledger verify everything",
                "stores",
                "stores rebuild",
                "stores rebuild ledger --yes",
                "stores rebuild badge",
                "stores verify badge --wait 5",
                "lag --fail-over 60"
            })
    void refusesWrongUsage(String command) {
        Result result = Program.run(command.isEmpty() ? new String[0] : command.split(" "));

        assertThat(result.exitCode()).isEqualTo(2);
        assertThat(result.err()).isNotEmpty().doesNotContain("\tat ");
    }

    @Test
    void takesTheLaunchersOwnCommandsAndShowsNoStackTraceUnlessAsked() {
        StringBuilder seen = new StringBuilder();
        for (String[] arguments : List.of(new String[] {"quickstart"}, new String[] {"quickstart", "--verbose"})) {
            StringWriter err = new StringWriter();
            CommandLine program = CertconnectCommand.commandLine(new Quickstart());
            int exitCode = program.setErr(new PrintWriter(err, true)).execute(arguments);
            assertThat(exitCode).isEqualTo(4);
            seen.append(err).append("---");
        }

        assertThat(seen.toString().split("---")[0]).contains("broken").doesNotContain("\tat ");
        assertThat(seen.toString().split("---")[1]).contains("\tat ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "send connect --file " + CONNECTS,
                "watch events",
                "watch merges",
                "merge preview cert-1 cert-2 --ticket T --reason R",
                "stores rebuild badge --yes",
                "lag",
                "explain 3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90 --database jdbc:postgresql://localhost:1/nowhere"
            })
    void namesTheServiceThatCannotBeReachedAndItsOption(String command) {
        long started = System.nanoTime();

        Result result = Program.run(List.of("--bootstrap", "localhost:1"), command.split(" "));

        assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(10));
        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err())
                .containsAnyOf("localhost:1 (--bootstrap)", "jdbc:postgresql://localhost:1/nowhere (--database)")
                .contains("refused", "Is the quickstart running?")
                .doesNotContain("\tat ");
    }

    @Test
    void givesUpInTimeOnSomethingThatAcceptsConnectionsAndIsNoBroker() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            long started = System.nanoTime();

            Result result = Program.run("watch", "events", "--bootstrap", "localhost:" + silent.getLocalPort());

            assertThat(Duration.ofNanos(System.nanoTime() - started)).isLessThan(Duration.ofSeconds(15));
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(result.err()).contains("(--bootstrap) cannot be used");
        }
    }

    @Test
    void takesKafkasAddressFromAnOptionOrElseFromItsFile() throws IOException {
        Path file = folder.resolve("client.properties");
        Files.writeString(file, "bootstrap.servers=localhost:2\n");

        Result fromFile = Program.run("watch", "events", "--kafka-config", file.toString());
        Result fromOption =
                Program.run("watch", "events", "--kafka-config", file.toString(), "--bootstrap", "localhost:1");

        assertThat(fromFile.err()).contains("localhost:2 (--bootstrap)");
        assertThat(fromOption.err()).contains("localhost:1 (--bootstrap)");
    }

    /** A system property stands in for the environment variable of its name, which a JVM cannot set for itself. */
    @Test
    void takesAddressesFromTheEnvironment() {
        System.setProperty("CERTCONNECT_BOOTSTRAP", "localhost:3");
        try {
            assertThat(Program.run("watch", "events").err()).contains("localhost:3 (--bootstrap)");
        } finally {
            System.clearProperty("CERTCONNECT_BOOTSTRAP");
        }
    }
}
