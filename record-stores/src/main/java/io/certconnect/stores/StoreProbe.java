package io.certconnect.stores;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * Asks whether a store's database answers, over a connection of its own: a pool makes the asker wait its whole patience while
 * a database is away, and one that readers have used up would look like an outage.
 */
public final class StoreProbe {

    /** In seconds; a refused connection is known at once. */
    private static final int PATIENCE = 1;

    private final PGSimpleDataSource database = new PGSimpleDataSource();

    /** @param url a JDBC URL */
    public StoreProbe(String url, String user, String password) {
        database.setUrl(url);
        database.setUser(user);
        database.setPassword(password);
        database.setConnectTimeout(PATIENCE);
        database.setSocketTimeout(PATIENCE);
        database.setApplicationName("certconnect health");
    }

    /** Why it does not answer; empty if it does. */
    public Optional<String> trouble() {
        try (Connection connection = database.getConnection()) {
            return Optional.empty();
        } catch (SQLException away) {
            return Optional.of(String.valueOf(away.getMessage()));
        }
    }
}
