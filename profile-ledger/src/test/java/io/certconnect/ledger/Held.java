package io.certconnect.ledger;

import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A transaction of another thread that has done its work and holds its locks until it is released, then commits. */
final class Held implements AutoCloseable {

    private final FreshLedger ledger;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final CountDownLatch release = new CountDownLatch(1);
    private final Future<?> holding;

    private Held(FreshLedger ledger, Callable<?> work, CountDownLatch done) {
        this.ledger = ledger;
        this.holding = threads.submit(() -> ledger.database.inTransaction(() -> {
            call(work);
            done.countDown();
            return call(() -> release.await(30, TimeUnit.SECONDS));
        }));
    }

    /** Returns once the work is done and its locks are held. */
    static Held by(FreshLedger ledger, Callable<?> work) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Held held = new Held(ledger, work, done);
        if (!done.await(30, TimeUnit.SECONDS)) {
            held.close();
            throw new AssertionError("the work was not done");
        }
        return held;
    }

    <T> Future<T> meanwhile(Callable<T> work) {
        return threads.submit(work);
    }

    void releaseOnceSomebodyWaits() throws Exception {
        Awaitility.await()
                .until(() -> ledger.sql
                                .sql("select count(*) from pg_stat_activity where wait_event_type = 'Lock'"
                                        + " and datname = current_database()")
                                .query(Integer.class)
                                .single()
                        > 0);
        release.countDown();
        holding.get(30, TimeUnit.SECONDS);
    }

    private static <T> T call(Callable<T> work) {
        try {
            return work.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() throws Exception {
        release.countDown();
        holding.get(30, TimeUnit.SECONDS);
        threads.shutdown();
    }
}
