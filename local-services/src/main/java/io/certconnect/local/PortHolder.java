package io.certconnect.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds out who listens on a port, where Linux tells: a socket's number leads from the port to a process. */
final class PortHolder {

    private static final String LISTENING = "0A";

    private PortHolder() {}

    /** For instance "java (process 4711)"; empty on other systems, and for other users' processes. */
    static Optional<String> of(int port) {
        return Stream.of("/proc/net/tcp", "/proc/net/tcp6")
                .flatMap(table -> lines(Path.of(table)).stream().skip(1))
                .map(line -> line.strip().split("\\s+"))
                .filter(columns -> columns[1].endsWith(":%04X".formatted(port)) && columns[3].equals(LISTENING))
                .map(columns -> "socket:[" + columns[9] + "]")
                .findFirst()
                .flatMap(PortHolder::owner);
    }

    private static Optional<String> owner(String socket) {
        return ProcessHandle.allProcesses()
                .filter(process -> hasOpen(process, socket))
                .findFirst()
                .map(PortHolder::describe);
    }

    private static boolean hasOpen(ProcessHandle process, String socket) {
        try (var files = Files.list(Path.of("/proc/" + process.pid() + "/fd"))) {
            return files.anyMatch(file -> target(file).equals(socket));
        } catch (IOException notOurs) {
            return false;
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    private static String describe(ProcessHandle process) {
        String program = process.info().command().orElse("an unnamed program");
        return Path.of(program).getFileName() + " (process " + process.pid() + ")";
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException noLinux) {
            return List.of();
        }
    }
}
