package io.certconnect.records;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.records.RecordsSettings.DatabaseSettings;
import io.certconnect.stores.Store;
import java.time.Duration;

/**
 * Connections as a store's role, with its schema as their search path. They connect when they are first used, so that a
 * database that is away keeps nothing from starting.
 */
final class StoreDataSource {

    private static final Duration WAIT_FOR_CONNECTION = Duration.ofSeconds(3);
    /** A lost network must not hold a batch for ever. In seconds. */
    private static final int SOCKET_TIMEOUT = 10;

    private static final String LIMIT = "set statement_timeout = '5s'";

    /** One learner's page takes longer to plan than to read, and one plan fits all: indexes, whoever asks for whom. */
    private static final String ONE_LEARNER = LIMIT + "; set plan_cache_mode = force_generic_plan";

    private StoreDataSource() {}

    /** One for each loop of the intake, but never less than the two that a migration takes. */
    static HikariDataSource forIntake(Store store, RecordsSettings.StoreSettings settings) {
        return pool(store, settings.database(), "intake", settings.intake().concurrency() + 1, LIMIT);
    }

    static HikariDataSource forReaders(Store store, RecordsSettings.StoreSettings settings) {
        return pool(store, settings.database(), "readers", settings.database().readers(), ONE_LEARNER);
    }

    private static HikariDataSource pool(
            Store store, DatabaseSettings settings, String use, int connections, String initially) {
        HikariDataSource pool = new HikariDataSource();
        pool.setPoolName(store.schema() + "-" + use);
        pool.setJdbcUrl(settings.url());
        pool.setUsername(settings.username());
        pool.setPassword(settings.password());
        pool.setSchema(store.schema());
        pool.setMaximumPoolSize(connections);
        pool.setConnectionTimeout(WAIT_FOR_CONNECTION.toMillis());
        pool.setConnectionInitSql(initially);
        pool.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT);
        pool.addDataSourceProperty("tcpKeepAlive", true);
        pool.addDataSourceProperty("ApplicationName", "records-worker");
        return pool;
    }
}
