package io.certconnect.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/** Tells how far the work is: on a terminal by one line that changes, else by a line every few seconds. */
public final class Progress {

    private static final Duration ON_TERMINAL = Duration.ofMillis(200);
    private static final Duration IN_LOG = Duration.ofSeconds(3);

    private final PrintWriter err;
    private final boolean terminal;
    private final long total;
    private final LongSupplier nanoTime;
    private final long started;
    private long shown;
    private boolean lineOpen;

    public Progress(PrintWriter err, boolean terminal, long total, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.total = total;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.shown = started;
    }

    /** Says so if it is time to. */
    public void at(long done) {
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
    public void end() {
        if (lineOpen) {
            err.print("\r\u001B[K");
            err.flush();
        }
    }

    public double seconds() {
        return (nanoTime.getAsLong() - started) / 1e9;
    }

    public long rate(long done) {
        return Math.round(done / Math.max(seconds(), 1e-3));
    }
}
