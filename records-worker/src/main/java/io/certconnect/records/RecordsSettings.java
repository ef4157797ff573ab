package io.certconnect.records;

import io.certconnect.stores.Store;
import io.certconnect.worker.WorkerSettings;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The records-worker's settings; {@code records-worker.yml} has the defaults and says what each does.
 *
 * @param registry the schema registry, in Confluent's keys
 */
@ConfigurationProperties(prefix = "certconnect.records", ignoreUnknownFields = false)
record RecordsSettings(StoreSettings transcript, StoreSettings badge, Map<String, String> registry) {

    /**
     * One store's settings.
     *
     * @param intake reading its topics
     * @param database where it is
     */
    record StoreSettings(WorkerSettings intake, DatabaseSettings database) {}

    /**
     * A store's database, and the store's own role in it.
     *
     * @param url a JDBC URL
     * @param readers connections for readers, at most; the intake has its own
     */
    record DatabaseSettings(String url, String username, String password, int readers) {

        DatabaseSettings {
            if (readers < 1) {
                throw new IllegalArgumentException("readers must be 1 or more");
            }
        }

        @Override
        public String toString() {
            return username + " at " + url;
        }
    }

    StoreSettings of(Store store) {
        return switch (store) {
            case TRANSCRIPT -> transcript;
            case BADGE -> badge;
        };
    }
}
