package io.certconnect.stores;

import io.certconnect.worker.Batch;
import io.certconnect.worker.BatchWork;
import io.certconnect.worker.Outgoing;
import java.util.function.IntSupplier;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies events to a store. A batch is one transaction, and every row remembers the version or sequence that it rests on:
 * the same events in any order, any number of times, in any batches, leave the same rows. A batch writes tables in the order
 * of {@link Store#tables}; who locks tables takes the same. Thread-safe.
 */
public final class StoreDatabase implements BatchWork<Change> {

    private final TransactionTemplate transaction;
    private final Projections projections;
    private final CertificationRecords records;
    private final LearnActivities activities;
    private final BadgeRecords badges;
    private final Intaken intaken;
    private final StoreMetrics metrics;
    /** Whether the last records all changed something: if topics are read again, none does for long. A guess, shared by loops. */
    private volatile boolean isNews = true;

    /** @param dataSource its connections have the store's schema as their search path, the live one or another */
    public StoreDatabase(DataSource dataSource, StoreMetrics metrics) {
        JdbcTemplate jdbc = new JdbcTemplate(dataSource);
        JdbcClient sql = JdbcClient.create(jdbc);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.projections = new Projections(sql);
        this.records = new CertificationRecords(jdbc);
        this.activities = new LearnActivities(jdbc);
        this.badges = new BadgeRecords(jdbc);
        this.intaken = new Intaken(sql);
        this.metrics = metrics;
    }

    /** Publishes nothing. */
    @Override
    public Outgoing on(Batch<Change> batch) {
        if (batch.arrivals().isEmpty() && batch.kept().isEmpty()) {
            return Outgoing.nothing();
        }
        Changes changes = Changes.of(batch.arrivals());
        metrics.applied(changes.count(), isNews ? addOrWrite(changes, batch) : write(changes, batch));
        return Outgoing.nothing();
    }

    /** Nearly all that comes is new, and COPY takes it at a fraction of the cost; but it refuses what is there already. */
    private int addOrWrite(Changes changes, Batch<Change> batch) {
        try {
            return inTransaction(() -> {
                records.add(changes.records().rows());
                activities.add(changes.activities().rows());
                badges.add(changes.badges().rows());
                return recordCount(changes) + writeRest(changes, batch);
            });
        } catch (DuplicateKeyException known) {
            int rows = write(changes, batch);
            isNews = false;
            return rows;
        }
    }

    private int write(Changes changes, Batch<Change> batch) {
        return inTransaction(() -> {
            int rows = records.write(changes.records().rows())
                    + activities.write(changes.activities().rows())
                    + badges.write(changes.badges().rows());
            if (rows > 0 && rows == recordCount(changes)) {
                isNews = true;
            }
            return rows + writeRest(changes, batch);
        });
    }

    private static int recordCount(Changes changes) {
        return changes.records().rows().size()
                + changes.activities().rows().size()
                + changes.badges().rows().size();
    }

    private int writeRest(Changes changes, Batch<Change> batch) {
        int rows = projections.writeConnections(changes.connections().rows())
                + projections.writeMerges(changes.merges().rows());
        intaken.keep(batch.kept());
        intaken.advance(batch);
        return rows;
    }

    private int inTransaction(IntSupplier work) {
        Integer rows = transaction.execute(status -> work.getAsInt());
        return rows == null ? 0 : rows;
    }
}
