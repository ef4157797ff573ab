package io.certconnect.flow;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, for tests that stop it as a platform does, or kill it: closing it is a kill -9. */
public final class WorkerProcess implements AutoCloseable {

    /** As deployments give a worker before they kill it. */
    private static final int STOPPING_SECONDS = 60;

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
        return run(command(WorkerToKill.class, arguments)
                .redirectError(folder.resolve("worker.log").toFile()));
    }

    /**
     * Starts a worker as it is.
     *
     * @param worker the application's class, which has a main method
     * @param settings arguments
     * @param log what it prints is added to it
     */
    public static WorkerProcess start(Class<?> worker, List<String> settings, Path log) {
        return run(command(worker, settings).redirectErrorStream(true).redirectOutput(Redirect.appendTo(log.toFile())));
    }

    private static ProcessBuilder command(Class<?> main, List<String> arguments) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx192m",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                main.getName()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return builder;
    }

    private static WorkerProcess run(ProcessBuilder command) {
        try {
            return new WorkerProcess(command.start());
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot run " + command.command(), e);
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

    /**
     * Stops it as a platform does, with SIGTERM, and waits until it has ended.
     *
     * @return its exit code; 143 after a SIGTERM
     */
    public int stop() {
        process.destroy();
        try {
            if (!process.waitFor(STOPPING_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("Process " + process.pid() + " does not end when it is asked to");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return process.exitValue();
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
