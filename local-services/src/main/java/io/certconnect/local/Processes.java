package io.certconnect.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Processes that may have outlived the JVM that started them. */
final class Processes {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    private Processes() {}

    /** The live process whose number is on the first line of the file; none if there is no such file. */
    static Optional<ProcessHandle> ofPidFile(Path file) {
        try (var lines = Files.lines(file)) {
            return lines.findFirst()
                    .filter(line -> line.strip().matches("\\d{1,10}"))
                    .flatMap(line -> ProcessHandle.of(Long.parseLong(line.strip())))
                    .filter(Processes::runs);
        } catch (IOException noFile) {
            return Optional.empty();
        }
    }

    /** Empty if the system does not tell, as for other users' processes. */
    static String commandLine(ProcessHandle process) {
        return process.info().commandLine().orElse("");
    }

    /** Waits until all have ended; kills those that take too long. */
    static void awaitEnd(List<ProcessHandle> processes) {
        Instant deadline = Instant.now().plus(LIMIT);
        boolean killed = false;
        while (processes.stream().anyMatch(Processes::runs)) {
            if (!killed && Instant.now().isAfter(deadline)) {
                processes.forEach(ProcessHandle::destroyForcibly);
                killed = true;
            }
            if (Instant.now().isAfter(deadline.plus(LIMIT))) {
                throw new LocalServiceException("Cannot stop " + processes);
            }
            pause(20);
        }
    }

    static boolean runs(ProcessHandle process) {
        return process.isAlive() && !isZombie(process);
    }

    /** An orphan that has ended counts as alive until its new parent, often a container's idle first process, looks. */
    private static boolean isZombie(ProcessHandle process) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/stat")).contains(") Z ");
        } catch (IOException noLinuxOrNoProcess) {
            return false;
        }
    }

    static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServiceException("Interrupted while waiting for a process to end", e);
        }
    }
}
