package io.certconnect.stores;

import io.certconnect.ledger.SqlArrays;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.Reading;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.springframework.jdbc.core.simple.JdbcClient;

/** How far the topics were taken in, and what of them waits for a newer version. */
final class Intaken {

    private static final Comparator<TopicPartition> ORDER =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private final JdbcClient sql;

    Intaken(JdbcClient sql) {
        this.sql = sql;
    }

    /** Keeps these records; one that is kept already stays as it is. */
    void keep(List<Arrival<Reading.Kept<Change>>> records) {
        if (records.isEmpty()) {
            return;
        }
        sql.sql("""
                        insert into kept_record (topic, partition, "offset", key, value, reason)
                        select * from unnest(:topics, :partitions, :offsets, :keys, :values, :reasons)
                        on conflict do nothing
                        """)
                .param("topics", SqlArrays.texts(records, row -> row.source().topic()))
                .param("partitions", SqlArrays.ints(records, row -> row.source().partition()))
                .param("offsets", SqlArrays.longs(records, row -> row.source().offset()))
                .param("keys", SqlArrays.bytes(records, row -> row.source().key()))
                .param("values", SqlArrays.bytes(records, row -> row.source().value()))
                .param("reasons", SqlArrays.texts(records, row -> row.value().reason()))
                .update();
    }

    /** Moves positions past the batch; a batch that comes again moves none back. */
    void advance(Batch<Change> batch) {
        Map<TopicPartition, Long> next = new TreeMap<>(ORDER);
        Stream.concat(batch.arrivals().stream(), batch.kept().stream())
                .map(Arrival::source)
                .forEach(source -> next.merge(
                        new TopicPartition(source.topic(), source.partition()), source.offset() + 1, Math::max));
        sql.sql("""
                        insert into position (topic, partition, next_offset)
                        select * from unnest(:topics, :partitions, :offsets)
                        on conflict (topic, partition) do update set next_offset = excluded.next_offset
                        where excluded.next_offset > position.next_offset
                        """)
                .param("topics", SqlArrays.texts(next.keySet(), TopicPartition::topic))
                .param("partitions", SqlArrays.ints(next.keySet(), TopicPartition::partition))
                .param("offsets", SqlArrays.longs(next.values(), offset -> offset))
                .update();
    }
}
