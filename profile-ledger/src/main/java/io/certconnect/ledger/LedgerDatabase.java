package io.certconnect.ledger;

import java.util.function.Supplier;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.ConcurrencyFailureException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** The way into the ledger: its parts, over one data source, and the transactions that span them. */
public final class LedgerDatabase {

    private static final Logger log = LoggerFactory.getLogger(LedgerDatabase.class);

    /** A race is lost to somebody who then is done; to lose more often than this is no race any more. */
    private static final int ATTEMPTS = 5;

    private final TransactionTemplate transaction;
    private final TransactionTemplate savepoint;
    private final JdbcTemplate jdbc;
    private final JdbcClient sql;
    private final Ledger ledger;

    public LedgerDatabase(DataSource dataSource) {
        JdbcTransactionManager transactions = new JdbcTransactionManager(dataSource);
        this.transaction = new TransactionTemplate(transactions);
        this.jdbc = new JdbcTemplate(dataSource);
        this.sql = JdbcClient.create(jdbc);
        this.savepoint = new TransactionTemplate(transactions);
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
        this.ledger = new Ledger(jdbc);
    }

    /**
     * Runs work in a transaction, again and at once if it lost a race (a {@link LostRaceException}, a deadlock that
     * PostgreSQL resolved): so the work must start from nothing each time.
     *
     * @throws org.springframework.dao.DataAccessException if the database is away, or races are lost again and again
     */
    public <T> T inTransaction(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return transaction.execute(status -> work.get());
            } catch (ConcurrencyFailureException e) {
                if (attempt == ATTEMPTS) {
                    throw e;
                }
                log.info("lost a race in the ledger, deciding again: {}", e.getMessage());
            }
        }
    }

    public Ledger ledger() {
        return ledger;
    }

    public Merges merges() {
        return new Merges(sql, savepoint);
    }

    public Directory directory() {
        return new Directory(sql);
    }

    public Decisions decisions() {
        return new Decisions(jdbc);
    }

    public Publications publications() {
        return new Publications(sql);
    }

    public KeptRecords keptRecords() {
        return new KeptRecords(sql);
    }

    public Invariants invariants() {
        return new Invariants(sql);
    }
}
