package io.certconnect.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The program as a process of its own, stopped by a signal as Ctrl-C does. */
@Tag("worker")
final class StoppingTest {

    @TempDir
    Path folder;

    @Test
    void endsAWatchAtOnceAndQuietly() throws Exception {
        Process watching =
                start("watch", "events", "--bootstrap", Services.bootstrap(), "--registry", "mock://stopping");
        try {
            await().until(() -> Files.readString(folder.resolve("err")).contains("from now on"));

            watching.destroy();

            assertThat(watching.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(Files.readString(folder.resolve("err")).lines()).hasSize(1);
        } finally {
            watching.destroyForcibly();
        }
    }

    @Test
    void leavesNoCopyOfStandardInputBehind() throws Exception {
        Process sending = start("send", "connect", "--file", "-");
        try {
            await().until(() -> spooled().size() == 1);

            sending.destroy();

            assertThat(sending.waitFor(5, TimeUnit.SECONDS)).isTrue();
            assertThat(spooled()).isEmpty();
        } finally {
            sending.destroyForcibly();
        }
    }

    private List<Path> spooled() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private Process start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                CertconnectCommand.class.getName()));
        command.addAll(List.of(arguments));
        return new ProcessBuilder(command)
                .redirectError(folder.resolve("err").toFile())
                .redirectOutput(folder.resolve("out").toFile())
                .start();
    }
}
