package io.certconnect.stores.rebuild;

import io.certconnect.local.testing.TestServices;
import io.certconnect.stores.Store;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A rebuild of the transcript store in a JVM of its own, to be killed: closing it is a kill -9. */
final class RebuildProcess implements AutoCloseable {

    static final String READING = "READING";

    private final Process process;

    private RebuildProcess(Process process) {
        this.process = process;
    }

    /** @param stopAt {@link #READING}: it prints that once it has read records, and stops there; else it goes on */
    static RebuildProcess start(RunningStore store, String stopAt) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        RebuildProcess.class.getName(),
                        store.url(),
                        Upstream.servers(),
                        TestServices.registry().url(),
                        stopAt))
                .redirectErrorStream(true);
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new RebuildProcess(builder.start());
    }

    public static void main(String[] arguments) {
        StoreLogin login = new StoreLogin(arguments[0], "certconnect", "certconnect");
        StoreTopics topics = Upstream.storeTopics(arguments[1], Upstream.registry(arguments[2]));
        new Rebuild(login, topics, new Stopping(arguments[3])).run(Store.TRANSCRIPT, false);
    }

    private record Stopping(String at) implements Progress {

        @Override
        public void stage(String what) {}

        @Override
        public void read(long done, long total) {
            if (done > 0 && at.equals(READING)) {
                System.out.println(READING);
                stop();
            }
        }

        private static void stop() {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Waits until it prints that line; the test's own time limit bounds it. */
    void awaitLine(String wanted) throws IOException {
        StringBuilder seen = new StringBuilder();
        var output = process.inputReader();
        for (String line = output.readLine(); line != null; line = output.readLine()) {
            if (line.equals(wanted)) {
                return;
            }
            seen.append(line).append('\n');
        }
        throw new AssertionError("It ended without " + wanted + " after " + seen);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void close() {
        process.destroyForcibly();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                throw new AssertionError("Process " + process.pid() + " outlives kill -9");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
