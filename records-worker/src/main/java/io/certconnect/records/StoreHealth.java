package io.certconnect.records;

import io.certconnect.records.RecordsSettings.DatabaseSettings;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreProbe;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;

/** Whether the stores' databases answer; for readiness. */
final class StoreHealth implements HealthIndicator {

    private final Map<Store, StoreProbe> probes = new EnumMap<>(Store.class);

    StoreHealth(RecordsSettings settings) {
        for (Store store : Store.values()) {
            DatabaseSettings database = settings.of(store).database();
            probes.put(store, new StoreProbe(database.url(), database.username(), database.password()));
        }
    }

    @Override
    public Health health() {
        Health.Builder health = Health.up();
        probes.forEach((store, probe) -> {
            Optional<String> trouble = probe.trouble();
            health.withDetail(store.schema(), trouble.orElse("answers"));
            if (trouble.isPresent()) {
                health.down();
            }
        });
        return health.build();
    }
}
