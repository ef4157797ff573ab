package io.certconnect.ledger;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Up to where the answers to each partition's requests are known to be committed in Kafka. Committed offsets say the
 * same, until somebody sets them back: then this is what keeps the events from going out a second time.
 */
public final class Publications {

    private final JdbcClient sql;

    Publications(JdbcClient sql) {
        this.sql = sql;
    }

    /** A partition of a request topic. */
    public record Partition(String topic, int number) {}

    /** Notes that everything below these offsets is published; a mark never goes back. */
    public void note(Map<Partition, Long> publishedTo) {
        if (publishedTo.isEmpty()) {
            return;
        }
        List<Entry<Partition, Long>> marks = publishedTo.entrySet().stream()
                .sorted(Comparator.comparing(
                                (Entry<Partition, Long> mark) -> mark.getKey().topic())
                        .thenComparing(mark -> mark.getKey().number()))
                .toList();
        sql.sql("""
                        insert into ledger.publication as known (topic, partition, published_to)
                        select * from unnest(:topics, :partitions, :offsets)
                        on conflict (topic, partition) do update set published_to = excluded.published_to
                        where known.published_to < excluded.published_to
                        """)
                .param("topics", SqlArrays.texts(marks, mark -> mark.getKey().topic()))
                .param("partitions", SqlArrays.ints(marks, mark -> mark.getKey().number()))
                .param("offsets", SqlArrays.longs(marks, Entry::getValue))
                .update();
    }

    /** The marks of a topic's partitions; a partition without one was never noted. */
    public Map<Partition, Long> of(String topic) {
        Map<Partition, Long> marks = new HashMap<>();
        sql.sql("select partition, published_to from ledger.publication where topic = :topic")
                .param("topic", topic)
                .query(row -> {
                    marks.put(new Partition(topic, row.getInt("partition")), row.getLong("published_to"));
                });
        return marks;
    }
}
