package io.certconnect.worker;

/** What a worker does with a batch. */
@FunctionalInterface
public interface BatchWork<R> {

    /**
     * Works on a batch, in a database transaction of its own that is committed when this returns. Called from one
     * thread, or from as many at once as the worker's concurrency says. The same records come again after a crash, a
     * rebalance or a failure: working on them twice must change nothing and return the same events as long as their
     * publication is not known to be committed.
     *
     * <p>A batch without records tells what was published since the last one; there is nothing to answer then.
     *
     * <p>Whatever this throws is taken as passing (a database away, a deadlock): the loop waits, longer each time, and
     * asks again with the same batch; it never skips or dead-letters for it.
     */
    Outgoing on(Batch<R> batch);
}
