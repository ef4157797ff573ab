package io.certconnect.lag;

import java.time.Duration;

/**
 * What a status is judged by.
 *
 * @param looks how many looks are a window, 3 or more
 * @param interval the time from one look to the next
 */
public record LagWindow(int looks, Duration interval) {

    private static final int FEWEST = 3;

    public LagWindow {
        if (looks < FEWEST) {
            throw new IllegalArgumentException("looks must be " + FEWEST + " or more");
        }
        if (!interval.isPositive()) {
            throw new IllegalArgumentException("interval must be more than nothing");
        }
    }

    public Duration span() {
        return interval.multipliedBy(looks);
    }
}
