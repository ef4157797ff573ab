package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;

/** What a store knows of connections and merges, against what the ledger decided. One statement each: one moment. */
final class LedgerAgreement implements AutoCloseable {

    private final SingleConnectionDataSource connection;
    private final JdbcClient sql;
    private final String schema;

    LedgerAgreement(StoreLogin login, Store store) {
        this.connection = login.one();
        this.sql = JdbcClient.create(connection);
        this.schema = store.schema();
    }

    /** Includes what was decided a moment ago and is still on its way. */
    List<Difference> differences() {
        List<Difference> differences = new ArrayList<>();
        compare(differences, "connection", """
                select learn_profile_id, certification_profile_id from ledger.connection""", """
                select learn_profile_id, certification_profile_id from %s.connection""");
        compare(differences, "merge", """
                select id, merged_into from ledger.certification_profile where merged_into is not null""", """
                select absorbed_id, survivor_id from %s.merge where survivor_id is not null""");
        return differences;
    }

    private void compare(List<Difference> differences, String table, String decided, String known) {
        String stored = known.formatted(schema);
        sql.sql("""
                        with decided as (%s), stored as (%s)
                        select 'only in the ledger' as place, count(*) as rows, min(row::text) as example
                        from (select * from decided except select * from stored) as row
                        union all
                        select 'only in the store', count(*), min(row::text)
                        from (select * from stored except select * from decided) as row
                        """.formatted(decided, stored)).query(row -> {
            if (row.getLong("rows") > 0) {
                differences.add(new Difference(
                        schema + "." + table, row.getString("place"), row.getLong("rows"), row.getString("example")));
            }
        });
    }

    @Override
    public void close() {
        connection.destroy();
    }
}
