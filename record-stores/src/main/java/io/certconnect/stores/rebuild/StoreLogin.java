package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import java.sql.SQLException;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.CannotGetJdbcConnectionException;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/**
 * How to reach the database of the stores and the ledger.
 *
 * @param url a JDBC URL
 * @param user reads the ledger, and may act as the stores' roles: is a member of them, or an administrator
 */
public record StoreLogin(String url, String user, String password) {

    @Override
    public String toString() {
        return user + " at " + url;
    }

    /** A new connection each time, as the store's role, with that schema as its search path. */
    PGSimpleDataSource as(Store store, String schema) {
        PGSimpleDataSource dataSource = plain();
        dataSource.setCurrentSchema(schema);
        dataSource.setOptions("-c role=" + store.role());
        return dataSource;
    }

    /** One connection, kept until it is destroyed. Not for several threads. */
    SingleConnectionDataSource one(Store store, String schema) {
        return one(as(store, schema));
    }

    /** As the user, with rights on more than one store. Kept until it is destroyed. */
    SingleConnectionDataSource one() {
        return one(plain());
    }

    private PGSimpleDataSource plain() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        dataSource.setApplicationName("certconnect stores");
        return dataSource;
    }

    private static SingleConnectionDataSource one(PGSimpleDataSource dataSource) {
        try {
            return new SingleConnectionDataSource(dataSource.getConnection(), true);
        } catch (SQLException e) {
            throw new CannotGetJdbcConnectionException("the stores' database", e);
        }
    }
}
