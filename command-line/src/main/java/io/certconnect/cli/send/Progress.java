package io.certconnect.cli.send;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells how far the sending is: on a terminal by one line that changes, else by a line every few seconds. */
final class Progress {

    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration IN_LOG = Duration.ofSeconds(3);

    private final PrintWriter err;
    private final boolean terminal;
    private final long total;
    private final LongSupplier nanoTime;
    private final long started;
    private long shown;
    private boolean lineOpen;

    Progress(PrintWriter err, boolean terminal, long total, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.total = total;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.shown = started;
    }

    /** Whether standard error is seen by a person; where that cannot be told, whether anything is. */
    static boolean onTerminal() {
        Path standardError = Path.of("/proc/self/fd/2");
        if (!Files.isSymbolicLink(standardError)) {
            return System.console() != null;
        }
        try {
            Path target = Files.readSymbolicLink(standardError);
            return target.startsWith("/dev/pts") || target.toString().startsWith("/dev/tty");
        } catch (IOException e) {
            return false;
        }
    }

    /** Says so if it is time to. */
    void at(long done) {
        long now = nanoTime.getAsLong();
        if (now - shown < (terminal ? ON_TERMINAL : IN_LOG).toNanos()) {
            return;
        }
        shown = now;
        String state = String.format(
                Locale.ROOT, "%,d of %,d (%d%%), %,d per second", done, total, done * 100 / total, rate(done));
        if (terminal) {
            err.print("\r" + state + "\u001B[K");
            lineOpen = true;
        } else {
            err.println(state);
        }
        err.flush();
    }

    /** Makes room for what is written next. */
    void end() {
        if (lineOpen) {
            err.print("\r\u001B[K");
            err.flush();
        }
    }

    double seconds() {
        return (nanoTime.getAsLong() - started) / 1e9;
    }

    long rate(long done) {
        return Math.round(done / Math.max(seconds(), 1e-3));
    }
}
