package io.certconnect.ledger;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Records of a newer producer, kept as they came until a version that understands them replays them. */
public final class KeptRecords {

    private final JdbcClient sql;

    KeptRecords(JdbcClient sql) {
        this.sql = sql;
    }

    /** A record as it lay on its topic. */
    public record KeptRecord(Decision.Source source, byte @Nullable [] key, byte @Nullable [] value, String reason) {}

    /** Keeps these records; one that is kept already stays as it is. */
    public void add(List<KeptRecord> records) {
        if (records.isEmpty()) {
            return;
        }
        sql.sql("""
                        insert into ledger.kept_record (topic, partition, "offset", key, value, reason)
                        select * from unnest(:topics, :partitions, :offsets, :keys, :values, :reasons)
                        on conflict do nothing
                        """)
                .param("topics", SqlArrays.texts(records, row -> row.source().topic()))
                .param("partitions", SqlArrays.ints(records, row -> row.source().partition()))
                .param("offsets", SqlArrays.longs(records, row -> row.source().offset()))
                .param("keys", SqlArrays.bytes(records, KeptRecord::key))
                .param("values", SqlArrays.bytes(records, KeptRecord::value))
                .param("reasons", SqlArrays.texts(records, KeptRecord::reason))
                .update();
    }

    /** Drops what was kept of these keys: whoever is erased is erased here too. */
    public void erase(String topic, List<String> keys) {
        if (keys.isEmpty()) {
            return;
        }
        sql.sql("""
                        delete from ledger.kept_record
                        where topic = :topic and key = any (array(
                            select convert_to(key, 'UTF8') from unnest(:keys) as erased (key)))
                        """).param("topic", topic).param("keys", SqlArrays.texts(keys)).update();
    }
}
