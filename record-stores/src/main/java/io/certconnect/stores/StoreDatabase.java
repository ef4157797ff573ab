package io.certconnect.stores;

import io.certconnect.worker.Batch;
import io.certconnect.worker.BatchWork;
import io.certconnect.worker.Outgoing;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Applies events to a store. A batch is one transaction, and every row remembers the version or sequence that it rests on:
 * the same events in any order, any number of times, in any batches, leave the same rows. Thread-safe.
 */
public final class StoreDatabase implements BatchWork<Change> {

    private final TransactionTemplate transaction;
    private final Projections projections;
    private final CertificationRecords records;
    private final LearnActivities activities;
    private final BadgeRecords badges;
    private final Intaken intaken;
    private final StoreMetrics metrics;

    /** @param dataSource its connections have the store's schema as their search path, the live one or another */
    public StoreDatabase(DataSource dataSource, StoreMetrics metrics) {
        JdbcClient sql = JdbcClient.create(dataSource);
        this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        this.projections = new Projections(sql);
        this.records = new CertificationRecords(sql);
        this.activities = new LearnActivities(sql);
        this.badges = new BadgeRecords(sql);
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
        Integer rows = transaction.execute(status -> write(changes, batch));
        metrics.applied(changes.count(), rows == null ? 0 : rows);
        return Outgoing.nothing();
    }

    /** In the order of {@link Store#tables}; who locks tables takes the same. Returns how many rows the changes changed. */
    private int write(Changes changes, Batch<Change> batch) {
        int rows = records.write(changes.records().rows())
                + activities.write(changes.activities().rows())
                + badges.write(changes.badges().rows())
                + projections.writeConnections(changes.connections().rows())
                + projections.writeMerges(changes.merges().rows());
        intaken.keep(batch.kept());
        intaken.advance(batch);
        return rows;
    }
}
