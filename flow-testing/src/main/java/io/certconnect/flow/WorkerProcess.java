package io.certconnect.flow;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, for tests that kill it: closing it is a kill -9. */
public final class WorkerProcess implements AutoCloseable {

    private final Process process;
    private final BufferedReader output;

    private WorkerProcess(Process process) {
        this.process = process;
        this.output = process.inputReader();
    }

    /**
     * Starts a worker that stops dead at a point of a batch, says so and waits to be killed.
     *
     * @param worker the application's class, which has a static method {@code application}
     * @param loops prefixes of the settings of all its loops, as arguments; those of the first are the ones that stop
     * @param settings arguments
     * @param folder where its errors and warnings go
     */
    public static WorkerProcess startToKill(
            Class<?> worker, Ambush.Point point, List<String> loops, List<String> settings, Path folder) {
        List<String> arguments = new ArrayList<>(List.of(worker.getName(), point.name()));
        arguments.addAll(settings);
        arguments.add(loops.getFirst() + "kafka-properties." + Ambush.setting());
        for (String loop : loops) {
            // The group waits that long for a member that is gone.
            arguments.add(loop + "kafka-properties.[session.timeout.ms]=2000");
            arguments.add(loop + "kafka-properties.[heartbeat.interval.ms]=500");
        }
        return start(WorkerToKill.class, folder.resolve("worker.log").toFile(), arguments);
    }

    private static WorkerProcess start(Class<?> main, File log, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        try {
            return new WorkerProcess(builder.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command, e);
        }
    }

    /** Waits until it has stopped at the point; the test's own time limit bounds it. */
    public void awaitStop(Ambush.Point point) {
        awaitLine(point.name());
    }

    private void awaitLine(String wanted) {
        List<String> seen = new ArrayList<>();
        try {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.equals(wanted)) {
                    return;
                }
                seen.add(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read what the worker prints", e);
        }
        throw new IllegalStateException("The worker ended without " + wanted + ", after " + seen);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " outlives kill -9");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
