package io.certconnect.cli.setup;

import io.certconnect.stores.Store;
import io.certconnect.stores.StoreRoles;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;

/** The roles that workers connect as, none of which can touch what another owns. */
final class DatabaseRoles {

    /** Owns the ledger; the connector-worker and the merge-worker connect as it. */
    static final String LEDGER = "certconnect_ledger";

    /** Needs the stores' roles, of which {@code certconnect_reader} is one: a merge's preview counts what is in the stores. */
    private static final String LEDGER_ROLE = """
            do $$
            begin
                if not exists (select from pg_roles where rolname = 'certconnect_ledger') then
                    create role certconnect_ledger login;
                end if;
                grant certconnect_reader to certconnect_ledger;
                execute format('grant create on database %I to certconnect_ledger', current_database());
            end
            $$
            """;

    private final DataSource administrator;

    /** @param administrator may create roles; its database is the ledger's and the stores' */
    DatabaseRoles(DataSource administrator) {
        this.administrator = administrator;
    }

    /** Creates the roles that are missing and sets all passwords. */
    void create(String ledgerPassword, Map<Store, String> storePasswords) throws SQLException {
        StoreRoles.create(administrator, storePasswords);
        try (Connection connection = administrator.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(LEDGER_ROLE);
            statement.execute(passwordStatement(connection, ledgerPassword));
        }
    }

    /** Passwords cannot be parameters; PostgreSQL itself quotes this one. */
    private static String passwordStatement(Connection connection, String password) throws SQLException {
        try (PreparedStatement quoting =
                connection.prepareStatement("select format('alter role %I password %L', ?::text, ?::text)")) {
            quoting.setString(1, LEDGER);
            quoting.setString(2, password);
            try (ResultSet row = quoting.executeQuery()) {
                row.next();
                return row.getString(1);
            }
        }
    }
}
