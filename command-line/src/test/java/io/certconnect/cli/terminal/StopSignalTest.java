package io.certconnect.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("rules")
final class StopSignalTest {

    @TempDir
    Path folder;

    @Test
    void letsACommandFinishWhatItHasBegun() throws Exception {
        Path out = folder.resolve("out");
        Process working = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Work.class.getName())
                .redirectOutput(out.toFile())
                .start();
        try {
            await().until(() -> Files.readString(out).startsWith("begun"));

            working.destroy();

            assertThat(working.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(out).hasContent("begun\nfinished\n");
        } finally {
            working.destroyForcibly();
        }
    }

    /** What a command does, in short. */
    static final class Work {

        public static void main(String[] arguments) {
            try (StopSignal stop = new StopSignal()) {
                System.out.println("begun");
                while (!stop.given()) {
                    Thread.onSpinWait();
                }
                System.out.println("finished");
            }
        }
    }
}
