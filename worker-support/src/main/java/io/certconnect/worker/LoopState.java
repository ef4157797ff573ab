package io.certconnect.worker;

import java.time.Instant;

/** How a loop is. */
sealed interface LoopState {

    /** Has not reached the broker yet. */
    record Starting() implements LoopState {}

    record Running() implements LoopState {}

    /** Stands still and tries again. The next attempt has this number. */
    record Holding(Instant since, int attempt, Trouble trouble) implements LoopState {}

    /** Asked to stop, and did. */
    record Closed() implements LoopState {}

    /** An {@link Error} ended it; only a new process helps. */
    record Dead(Instant since, String error) implements LoopState {}
}
