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
    private String stage = "";
    private boolean stageCounted = true;
    private long stageStarted;
    private long doneBefore;
    private long shown;
    private boolean lineOpen;

    public Progress(PrintWriter err, boolean terminal, long total, LongSupplier nanoTime) {
        this.err = err;
        this.terminal = terminal;
        this.total = total;
        this.nanoTime = nanoTime;
        this.started = nanoTime.getAsLong();
        this.stageStarted = started;
        this.shown = started;
    }

    /** For work whose size is told as it goes, by {@link #at(long, long)}. */
    public Progress(PrintWriter err, boolean terminal, LongSupplier nanoTime) {
        this(err, terminal, 0, nanoTime);
    }

    /** Names what is done from now on, at once; its rate is its own. */
    public void stage(String what) {
        stage = what + ": ";
        stageCounted = false;
        show(what);
        shown = nanoTime.getAsLong();
    }

    /** Says so if it is time to. */
    public void at(long done) {
        at(done, total);
    }

    /** Says so if it is time to. */
    public void at(long done, long of) {
        long now = nanoTime.getAsLong();
        if (!stageCounted) {
            stageCounted = true;
            stageStarted = now;
            doneBefore = done;
        }
        if (now - shown < (terminal ? ON_TERMINAL : IN_LOG).toNanos()) {
            return;
        }
        shown = now;
        long percent = of == 0 ? 100 : done * 100 / of;
        long rate = rate(done);
        show(String.format(
                Locale.ROOT,
                "%s%,d of %,d (%d%%), %,d per second%s",
                stage,
                done,
                of,
                percent,
                rate,
                left(of - done, rate)));
    }

    private void show(String state) {
        if (terminal) {
            err.print("\r" + state + "\u001B[K");
            lineOpen = true;
        } else {
            err.println(state);
        }
        err.flush();
    }

    private static String left(long undone, long rate) {
        if (undone == 0 || rate == 0) {
            return "";
        }
        long seconds = Math.ceilDiv(undone, rate);
        return seconds < 120 ? ", " + seconds + " s left" : String.format(Locale.ROOT, ", %,d min left", seconds / 60);
    }

    /** Makes room for what is written next. */
    public void end() {
        if (lineOpen) {
            err.print("\r\u001B[K");
            err.flush();
            lineOpen = false;
        }
    }

    /** Since the beginning of all stages. */
    public double seconds() {
        return (nanoTime.getAsLong() - started) / 1e9;
    }

    /** Per second, in this stage. */
    public long rate(long done) {
        double seconds = (nanoTime.getAsLong() - stageStarted) / 1e9;
        return Math.round((done - doneBefore) / Math.max(seconds, 1e-3));
    }
}
