package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import java.time.Duration;
import org.springframework.dao.QueryTimeoutException;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The store that was live before a rebuild, in a schema aside until its last readers are done. */
final class Former {

    /**
     * How long one attempt to remove it may hold up its readers. A reader that has locked a view and not yet its tables may
     * wait in a circle with a removal; PostgreSQL looks for circles after 1 s, so the removal gives up before.
     */
    private static final Duration ATTEMPT = Duration.ofMillis(500);

    private final Store store;
    private final JdbcClient sql;
    private final Duration patience;

    /** @param sql on a connection that is used for nothing else meanwhile */
    Former(Store store, JdbcClient sql, Duration patience) {
        this.store = store;
        this.sql = sql;
        this.patience = patience;
    }

    String schema() {
        return store.schema() + "_old";
    }

    /** Waits for whoever still reads it, again and again rather than long at once. Returns whether it is gone. */
    boolean remove() {
        long end = System.nanoTime() + patience.toNanos();
        sql.sql("set statement_timeout = '" + ATTEMPT.toMillis() + "ms'").update();
        try {
            boolean gone = drop();
            while (!gone && System.nanoTime() < end) {
                gone = drop();
            }
            return gone;
        } finally {
            sql.sql("reset statement_timeout").update();
        }
    }

    /** @throws StoreUnavailableException if somebody still reads what an earlier rebuild left */
    void requireRemoved() {
        if (!remove()) {
            throw new StoreUnavailableException("An earlier rebuild left " + schema()
                    + ", which is still being read. End those transactions, or wait until they are done.");
        }
    }

    private boolean drop() {
        try {
            sql.sql("drop schema if exists " + schema() + " cascade").update();
            return true;
        } catch (QueryTimeoutException stillRead) {
            return false;
        }
    }
}
