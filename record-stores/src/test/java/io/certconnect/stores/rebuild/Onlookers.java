package io.certconnect.stores.rebuild;

import com.zaxxer.hikari.HikariDataSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Threads that read a store all the time, through a pool, until they are closed; a failed read fails the test. */
final class Onlookers implements AutoCloseable {

    private static final int THREADS = 2;

    private final HikariDataSource pool;
    private final JdbcClient sql;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    private final List<Future<?>> reading = new ArrayList<>();
    private final Set<String> seen = new ConcurrentSkipListSet<>();
    private final AtomicLong reads = new AtomicLong();
    private volatile boolean enough;

    /** @param query gives one text; what it gave is remembered */
    Onlookers(RunningStore store, String query) {
        this.pool = store.readers();
        this.sql = JdbcClient.create(pool);
        for (int thread = 0; thread < THREADS; thread++) {
            reading.add(threads.submit(() -> read(query)));
        }
    }

    private void read(String query) {
        while (!enough) {
            seen.add(sql.sql(query).query(String.class).single());
            reads.incrementAndGet();
        }
    }

    long reads() {
        return reads.get();
    }

    /** What was seen by now, each once. */
    Set<String> seen() {
        return new TreeSet<>(seen);
    }

    @Override
    public void close() {
        enough = true;
        threads.shutdown();
        try {
            reading.forEach(Upstream::result);
        } finally {
            pool.close();
        }
    }
}
