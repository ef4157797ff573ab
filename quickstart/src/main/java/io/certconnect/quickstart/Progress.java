package io.certconnect.quickstart;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;

/** Lines with the seconds since the start, so that people see what takes time. */
final class Progress {

    private final Instant begin = Instant.now();
    private final PrintWriter out;

    Progress(PrintWriter out) {
        this.out = out;
    }

    synchronized void say(String line) {
        double seconds = Duration.between(begin, Instant.now()).toMillis() / 1000.0;
        out.println(String.format(Locale.ROOT, "%6.1f s  %s", seconds, line));
        out.flush();
    }
}
