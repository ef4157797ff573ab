package io.certconnect.stores;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The database roles of the stores, for whoever sets up a database: a quickstart, a test, an administrator's script. */
public final class StoreRoles {

    private StoreRoles() {}

    /**
     * Makes the roles that are missing and sets the passwords.
     *
     * @param administrator a role that may create roles; its database is the stores'
     * @param passwords for each store's role
     */
    public static void create(DataSource administrator, Map<Store, String> passwords) {
        JdbcClient sql = JdbcClient.create(administrator);
        sql.sql(script()).update();
        passwords.forEach((store, password) -> {
            // Passwords cannot be parameters; PostgreSQL itself quotes this one.
            String statement = sql.sql("select format('alter role %I password %L', :role, :password)")
                    .param("role", store.role())
                    .param("password", password)
                    .query(String.class)
                    .single();
            sql.sql(statement).update();
        });
    }

    private static String script() {
        try (InputStream script = StoreRoles.class.getResourceAsStream("roles.sql")) {
            return new String(Objects.requireNonNull(script).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
