package io.certconnect.schemas;

import java.time.Duration;

/** How long records stay on the topics. */
final class Retention {

    /** What a store is rebuilt from must not go: minus one is Kafka's word for no limit. */
    static final Duration FOR_EVER = Duration.ofMillis(-1);

    /** Requests are decided within seconds; the rest is time to find out that something stands still. */
    static final Duration REPLAY_WINDOW = Duration.ofDays(14);

    /** Time enough to find the cause, have it mended, and send the dead letters again. */
    static final Duration DEAD_LETTERS = Duration.ofDays(90);

    private Retention() {}
}
