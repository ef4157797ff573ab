package io.certconnect.lag;

import io.certconnect.lag.rules.Arrivals;
import io.certconnect.lag.rules.Need;
import io.certconnect.lag.rules.Turns;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first record, from an offset on, that a read_committed consumer gets: not a transaction's marker, not an
 * aborted record. What was found stays found while a group stands still, and a search that found nothing goes on where it
 * ended; so nothing is read where nothing moves. Where more moves than may be read at a look, the others' records are known
 * by when they came at the earliest, and read in turn.
 */
final class FirstReadables {

    /** A consumer goes through all of its partitions with each poll, and waits for all that it asks one broker for. */
    static final int PARTITIONS_AT_ONCE = 100;

    /** So that few topics are assigned at once: a consumer asks for all partitions of those that are new to it. */
    private static final Comparator<TopicIdPartition> BY_TOPIC =
            Comparator.comparing(TopicIdPartition::topic).thenComparingInt(TopicIdPartition::partition);

    private static final Duration POLL = Duration.ofMillis(200);

    private final Consumer<@Nullable Void, @Nullable Void> consumer;
    private final Duration limit;
    private final Turns<TopicIdPartition> turns;
    private final Map<TopicIdPartition, Map<Long, Finding>> findings = new HashMap<>();
    private final Map<TopicIdPartition, Arrivals> arrivals = new HashMap<>();

    /**
     * @param limit how long one search may take; what is not found by then is not known
     * @param most how many records one search may read, besides those of which nothing is known without it
     */
    FirstReadables(Consumer<@Nullable Void, @Nullable Void> consumer, Duration limit, int most) {
        this.consumer = consumer;
        this.limit = limit;
        this.turns = new Turns<>(most);
    }

    /**
     * What matters of a log.
     *
     * @param from the first offset that any group is at
     * @param end the high watermark: what lies before it may have come long before the last stable offset passed it
     */
    record Extent(long from, long end) {

        Extent and(Extent other) {
            return new Extent(Math.min(from, other.from), Math.max(end, other.end));
        }
    }

    /**
     * Takes down where logs end; to be called before a search.
     *
     * @param at a time before ends were asked for, in milliseconds
     */
    void saw(Map<TopicIdPartition, Extent> logs, long at) {
        logs.forEach((partition, log) -> {
            Arrivals known = arrivals(partition);
            known.sawEnd(log.end(), at);
            known.forgetBefore(log.from());
        });
    }

    private Arrivals arrivals(TopicIdPartition partition) {
        return arrivals.computeIfAbsent(partition, unknown -> new Arrivals());
    }

    /** Forgets the partitions of all topics but these. */
    void keep(Set<Uuid> topics) {
        arrivals.keySet().removeIf(partition -> !topics.contains(partition.topicId()));
        turns.keep(partition -> topics.contains(partition.topicId()));
    }

    /**
     * Searches.
     *
     * @param wanted offsets to search from
     * @param ends the last stable offset of each partition, at which the search ends
     * @param now in milliseconds
     * @return what kept it from finding all, in words; null if nothing did
     */
    @Nullable
    String search(Map<TopicIdPartition, NavigableSet<Long>> wanted, Map<TopicPartition, Long> ends, long now) {
        findings.keySet().retainAll(wanted.keySet());
        Map<TopicIdPartition, PartitionSearch> searches = new TreeMap<>(BY_TOPIC);
        wanted.forEach((partition, offsets) -> {
            Map<Long, Finding> known = findings.computeIfAbsent(partition, unknown -> new HashMap<>());
            known.keySet().retainAll(offsets);
            PartitionSearch search = new PartitionSearch(
                    known, arrivals(partition), ends.getOrDefault(partition.topicPartition(), 0L), now);
            offsets.forEach(search::want);
            if (search.goesOn()) {
                searches.put(partition, search);
            }
        });
        Map<TopicPartition, PartitionSearch> reads = inTurn(searches);
        return reads.isEmpty() ? null : read(reads);
    }

    private Map<TopicPartition, PartitionSearch> inTurn(Map<TopicIdPartition, PartitionSearch> searches) {
        Map<TopicIdPartition, Need> needs = new LinkedHashMap<>();
        searches.forEach((partition, search) -> needs.put(partition, search.need()));
        Set<TopicIdPartition> next = turns.next(needs);
        Map<TopicPartition, PartitionSearch> reads = new LinkedHashMap<>();
        searches.forEach((partition, search) -> {
            if (next.contains(partition)) {
                reads.put(partition.topicPartition(), search);
            } else {
                search.leave();
            }
        });
        return reads;
    }

    /** What waits first from that offset on, as far as the last search found out. */
    @Nullable
    Finding from(TopicIdPartition partition, long offset, long end) {
        Finding found = findings.getOrDefault(partition, Map.of()).get(offset);
        return found instanceof Finding.NothingBefore nothing && nothing.offset() < end ? null : found;
    }

    private @Nullable String read(Map<TopicPartition, PartitionSearch> searches) {
        long started = System.nanoTime();
        Iterator<Map.Entry<TopicPartition, PartitionSearch>> left =
                searches.entrySet().iterator();
        try {
            while (left.hasNext()) {
                Map<TopicPartition, PartitionSearch> open = new HashMap<>();
                while (left.hasNext() && open.size() < PARTITIONS_AT_ONCE) {
                    Map.Entry<TopicPartition, PartitionSearch> next = left.next();
                    open.put(next.getKey(), next.getValue());
                }
                if (!readBefore(started + limit.toNanos(), open)) {
                    return "not all first waiting records could be read within " + limit.toSeconds() + " s";
                }
            }
            return null;
        } catch (InterruptException e) {
            throw e;
        } catch (KafkaException e) {
            return "first waiting records could not be read: " + e.getMessage();
        } finally {
            consumer.unsubscribe();
        }
    }

    /** Returns whether there was time enough. */
    private boolean readBefore(long deadline, Map<TopicPartition, PartitionSearch> open) {
        consumer.assign(open.keySet());
        open.forEach((partition, search) -> consumer.seek(partition, search.next()));
        while (!open.isEmpty()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            take(poll(open), open);
        }
        return true;
    }

    /** Deletion may be faster than we are; the partitions that it took are not known this time. */
    private ConsumerRecords<@Nullable Void, @Nullable Void> poll(Map<TopicPartition, PartitionSearch> open) {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            open.keySet().removeAll(e.partitions());
            consumer.assign(open.keySet());
            return ConsumerRecords.empty();
        }
    }

    private void take(
            ConsumerRecords<@Nullable Void, @Nullable Void> polled, Map<TopicPartition, PartitionSearch> open) {
        // Markers bring a partition forward, too, though they are no records.
        polled.nextOffsets().forEach((partition, next) -> {
            PartitionSearch search = open.get(partition);
            if (search == null) {
                return;
            }
            List<ConsumerRecord<@Nullable Void, @Nullable Void>> records = polled.records(partition);
            if (!records.isEmpty() && records.getFirst().offset() < search.end()) {
                search.found(records.getFirst());
            } else if (next.offset() >= search.end()) {
                search.foundNothing();
            } else {
                return;
            }
            if (search.goesOn()) {
                consumer.seek(partition, search.next());
            } else {
                open.remove(partition);
                consumer.pause(Set.of(partition));
            }
        });
    }
}
