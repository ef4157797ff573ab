package io.certconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.CertconnectCommand;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

@Tag("rules")
class QuickstartCommandTest {

    @TempDir
    private Path data;

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {"The console, --console-port, --api-port", "\"The stores' API\", --api-port, --console-port"})
    void aPortThatIsTakenIsNamedWithTheOptionThatChangesIt(String service, String option, String other)
            throws IOException {
        StringWriter errors = new StringWriter();
        CommandLine command = CertconnectCommand.commandLine(new QuickstartCommand())
                .setOut(new PrintWriter(new StringWriter()))
                .setErr(new PrintWriter(errors));

        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = String.valueOf(taken.getLocalPort());

            assertThat(command.execute("quickstart", "--data", data.toString(), option, port, other, "0"))
                    .isEqualTo(3);
            assertThat(errors.toString()).contains("Port " + port + " for " + service + " is taken", option);
        }
    }
}
