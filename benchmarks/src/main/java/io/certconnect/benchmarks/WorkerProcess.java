package io.certconnect.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A worker in a JVM of its own, as it is shipped. */
final class WorkerProcess implements AutoCloseable {

    /** What its JVM is started with: a file of {@code deploy}. */
    enum Options {
        /** Of who decides requests. */
        DECIDING("jvm-deciding.options"),
        /** Of who answers people too. */
        ANSWERING("jvm.options");

        private final String file;

        Options(String file) {
            this.file = file;
        }

        private Path path() {
            return Path.of(System.getProperty("certconnect.deploy"), file);
        }
    }

    private final Process process;
    private final Path log;

    private WorkerProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** @param settings as command-line arguments, each key once */
    static WorkerProcess start(Class<?> application, Options options, List<String> settings) {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.add("@" + options.path());
        command.add(application.getName());
        command.addAll(settings);
        try {
            Path log = Files.createTempFile(application.getSimpleName(), ".log");
            ProcessBuilder builder =
                    new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
            builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
            return new WorkerProcess(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws IllegalStateException with its log if it has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new IllegalStateException("the worker ended: " + log());
        }
    }

    Duration cpu() {
        return process.toHandle().info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Resident memory in mebibytes. */
    long resident() {
        return mebibytes("VmRSS");
    }

    /** The most that was ever resident, in mebibytes. */
    long mostResident() {
        return mebibytes("VmHWM");
    }

    private long mebibytes(String field) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/status"))
                            .lines()
                            .filter(line -> line.startsWith(field))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .sum()
                    >> 10;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            Files.delete(log);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
