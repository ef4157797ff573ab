package io.certconnect.console.lag;

import io.certconnect.lag.LagReport;
import org.jspecify.annotations.Nullable;

/** The last measurement that succeeded, and what has kept others from it since. Written by one thread, read by many. */
final class LatestLag {

    /**
     * What is known.
     *
     * @param report null until a measurement succeeded
     * @param trouble why the last measurement failed; null if it did not
     */
    record Known(@Nullable LagReport report, @Nullable String trouble) {}

    private volatile Known known = new Known(null, null);

    Known known() {
        return known;
    }

    void measured(LagReport report) {
        known = new Known(report, null);
    }

    void failed(String trouble) {
        known = new Known(known.report(), trouble);
    }
}
