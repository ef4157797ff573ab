package io.certconnect.deciding;

import io.certconnect.ledger.Decision;

/** How a request stands to the decisions made before: rule 0 of connecting and of merging. */
sealed interface Standing {

    /** Nobody decided on this request id yet. */
    record Undecided() implements Standing {}

    /** This very record was decided, and its event may never have been published: it goes out (again). */
    record Redelivered(Decision decision) implements Standing {}

    /** This very record was decided and its event is known to be published: somebody set offsets back. */
    record Answered() implements Standing {}

    /** Another record asked the same before: it has its event, one is enough. */
    record Duplicate() implements Standing {}

    /** Another payload was decided under this request id: the publisher must take a new one. */
    record Reused() implements Standing {}
}
