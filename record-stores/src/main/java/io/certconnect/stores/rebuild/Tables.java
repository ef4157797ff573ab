package io.certconnect.stores.rebuild;

import io.certconnect.stores.Store;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** One schema's tables of a store, to be measured against another's. */
final class Tables {

    private final JdbcClient sql;
    private final Store store;
    private final String schema;

    Tables(JdbcClient sql, Store store, String schema) {
        this.sql = sql;
        this.store = store;
        this.schema = schema;
    }

    /**
     * A table's content in two numbers: equal tables have equal ones, and different tables do not but by a chance of one
     * to 2^64.
     */
    record Digest(long rows, BigDecimal sum) {}

    boolean exist() {
        return sql.sql("select to_regclass(:table) is not null")
                .param("table", schema + ".position")
                .query(Boolean.class)
                .single();
    }

    /**
     * Tables of two versions cannot be compared, and a store of another version than its worker's must not go live.
     *
     * @throws StoreUnavailableException if the other ones are of another version
     */
    void requireVersionOf(Tables other) {
        if (!version().equals(other.version())) {
            throw new StoreUnavailableException("The tables of " + other.schema + " are of version " + other.version()
                    + ", this command makes version " + version() + ". Use the one that came with the records-worker.");
        }
    }

    private String version() {
        return sql.sql("select version from " + schema + ".flyway_schema_history"
                        + " where success and version is not null order by installed_rank desc limit 1")
                .query(String.class)
                .single();
    }

    Map<TopicPartition, Long> positions() {
        Map<TopicPartition, Long> positions = new HashMap<>();
        sql.sql("select topic, partition, next_offset from " + schema + ".position")
                .query(row -> {
                    positions.put(new TopicPartition(row.getString(1), row.getInt(2)), row.getLong(3));
                });
        return positions;
    }

    Map<String, Digest> digests() {
        Map<String, Digest> digests = new HashMap<>();
        for (String table : store.tables()) {
            digests.put(
                    table,
                    sql.sql("""
                                    select count(*) as rows,
                                        coalesce(sum(hashtextextended(row::text, 0)::numeric), 0) as sum
                                    from (%s) as row
                                    """.formatted(rows(schema, table)))
                            .query((row, number) -> new Digest(row.getLong("rows"), row.getBigDecimal("sum")))
                            .single());
        }
        return digests;
    }

    /** Row by row: what is in here and not in the other schema, and the other way round. */
    List<Difference> differencesTo(String other, String onlyHere, String onlyThere) {
        List<Difference> differences = new ArrayList<>();
        for (String table : store.tables()) {
            addOnly(differences, table, schema, other, onlyHere);
            addOnly(differences, table, other, schema, onlyThere);
        }
        return differences;
    }

    private void addOnly(List<Difference> differences, String table, String here, String there, String where) {
        sql.sql("""
                        select count(*) as rows, min(row::text) as example
                        from (%s except %s) as row
                        """.formatted(rows(here, table), rows(there, table))).query(row -> {
            if (row.getLong("rows") > 0) {
                differences.add(new Difference(
                        store.schema() + "." + table, where, row.getLong("rows"), row.getString("example")));
            }
        });
    }

    private String rows(String inSchema, String table) {
        return "select " + columns(table) + " from " + inSchema + "." + table;
    }

    /** Without what the topics do not say: when something was stored. */
    private String columns(String table) {
        return sql.sql("""
                        select string_agg(format('%I', column_name), ', ' order by ordinal_position)
                        from information_schema.columns
                        where table_schema = :schema and table_name = :table and column_name <> 'kept_at'
                        """)
                .param("schema", schema)
                .param("table", table)
                .query(String.class)
                .single();
    }
}
