package io.certconnect.records;

import io.certconnect.records.RecordsSettings.DatabaseSettings;
import io.certconnect.stores.Store;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/**
 * Whether the stores' databases answer. Asks over connections of its own: a pool makes the probe wait its whole patience
 * while a database is away, and one that readers have used up would look like an outage.
 */
final class StoreHealth implements HealthIndicator {

    /** In seconds; a refused connection is known at once. */
    private static final int PATIENCE = 1;

    private final Map<Store, PGSimpleDataSource> databases = new EnumMap<>(Store.class);

    StoreHealth(RecordsSettings settings) {
        for (Store store : Store.values()) {
            databases.put(store, connections(settings.of(store).database()));
        }
    }

    private static PGSimpleDataSource connections(DatabaseSettings settings) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(settings.url());
        dataSource.setUser(settings.username());
        dataSource.setPassword(settings.password());
        dataSource.setConnectTimeout(PATIENCE);
        dataSource.setSocketTimeout(PATIENCE);
        dataSource.setApplicationName("records-worker health");
        return dataSource;
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        databases.forEach((store, database) -> {
            try (Connection connection = database.getConnection()) {
                health.withDetail(store.schema(), "answers");
            } catch (SQLException away) {
                health.down().withDetail(store.schema(), String.valueOf(away.getMessage()));
            }
        });
        return health.build();
    }
}
