package io.certconnect.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Programs that are run to their end. */
final class Commands {

    private static final int LIMIT_SECONDS = 90;

    private Commands() {}

    /**
     * @param output receives what the command prints. A file and not a pipe: a daemon that the command leaves behind
     *     would hold the pipe open for ever
     * @throws LocalServiceException with the end of the output, if the command fails or takes over 90 s
     */
    static void run(Path output, List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                    .start();
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new LocalServiceException(
                        command.getFirst() + " took over " + LIMIT_SECONDS + " s; " + tail(output));
            }
            if (process.exitValue() != 0) {
                throw new LocalServiceException(String.join(" ", command) + " failed; " + tail(output));
            }
        } catch (IOException e) {
            throw new LocalServiceException("Cannot run " + command.getFirst(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServiceException("Interrupted while running " + command.getFirst(), e);
        }
    }

    /** The last lines of a log, headed by where it is. */
    static String tail(Path log) {
        try {
            List<String> lines = Files.readAllLines(log);
            List<String> last = lines.subList(Math.max(0, lines.size() - 15), lines.size());
            return "end of " + log + ":\n" + String.join("\n", last);
        } catch (IOException e) {
            return "and its log " + log + " cannot be read: " + e.getMessage();
        }
    }
}
