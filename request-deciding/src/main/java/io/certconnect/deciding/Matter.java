package io.certconnect.deciding;

import io.certconnect.ledger.Decision;
import io.certconnect.ledger.PayloadHash;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/**
 * What a worker decides on: the part of {@link DecideRequests} that differs between workers.
 *
 * @param <R> a request
 * @param <V> the locked part of the ledger that the rules look at and write into
 * @param <D> what the rules answer
 */
public interface Matter<R, V, D> {

    Decision.Kind kind();

    UUID requestId(R request);

    /** All that an {@link Announcement#outcome} can be. */
    Set<String> outcomes();

    /** What the request says, everything but when it was sent. */
    PayloadHash hash(R request);

    /** Locks what these requests touch, and loads it. */
    V lockAndLoad(List<R> requests);

    /** Decides one request. What it changes, the view shows to the requests after it. */
    D decide(R request, V view, Instant now);

    /** The event that announces a decision, and what the audit keeps of it. */
    Announcement announce(R request, D decision, Stamp stamp);

    /** Writes what the decisions changed. */
    void write(V view);
}
