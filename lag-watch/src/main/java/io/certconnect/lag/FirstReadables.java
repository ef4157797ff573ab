package io.certconnect.lag;

import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * Finds the first record, from an offset on, that a read_committed consumer gets: not a transaction's marker, not an
 * aborted record. What was found stays found while a group stands still, and a search that found nothing goes on where it
 * ended; so nothing is read where nothing moves.
 */
final class FirstReadables {

    /** A consumer goes through all of its partitions with each poll, and waits for all that it asks one broker for. */
    static final int PARTITIONS_AT_ONCE = 100;

    /** So that few topics are assigned at once: a consumer asks for all partitions of those that are new to it. */
    private static final Comparator<TopicPartition> BY_TOPIC =
            Comparator.comparing(TopicPartition::topic).thenComparingInt(TopicPartition::partition);

    private static final Duration POLL = Duration.ofMillis(200);
    /** Compaction may take a record away that was found. */
    private static final long RECHECK_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Consumer<@Nullable Void, @Nullable Void> consumer;
    private final Duration limit;
    private final Map<TopicIdPartition, Map<Long, Finding>> findings = new HashMap<>();

    /** @param limit how long one search may take; what is not found by then is not known */
    FirstReadables(Consumer<@Nullable Void, @Nullable Void> consumer, Duration limit) {
        this.consumer = consumer;
        this.limit = limit;
    }

    /** What waits first from an offset on. */
    sealed interface Finding {

        /**
         * A record.
         *
         * @param timestamp the record's own, in milliseconds; negative if it has none
         * @param since when it was first found waiting, in milliseconds
         */
        record Waits(long offset, long timestamp, long since, long read) implements Finding {}

        /** No record before that offset. */
        record NothingBefore(long offset) implements Finding {}
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
        Map<TopicPartition, Search> searches = new TreeMap<>(BY_TOPIC);
        wanted.forEach((partition, offsets) -> {
            Map<Long, Finding> known = findings.computeIfAbsent(partition, unknown -> new HashMap<>());
            known.keySet().retainAll(offsets);
            Search search = new Search(known, ends.getOrDefault(partition.topicPartition(), 0L), now);
            offsets.forEach(search::want);
            if (search.goesOn()) {
                searches.put(partition.topicPartition(), search);
            }
        });
        return searches.isEmpty() ? null : read(searches);
    }

    /** What waits first from that offset on, as far as the last search found out. */
    @Nullable
    Finding from(TopicIdPartition partition, long offset, long end) {
        Finding found = findings.getOrDefault(partition, Map.of()).get(offset);
        return found instanceof Finding.NothingBefore nothing && nothing.offset() < end ? null : found;
    }

    private @Nullable String read(Map<TopicPartition, Search> searches) {
        long started = System.nanoTime();
        Iterator<Map.Entry<TopicPartition, Search>> left = searches.entrySet().iterator();
        try {
            while (left.hasNext()) {
                Map<TopicPartition, Search> open = new HashMap<>();
                while (left.hasNext() && open.size() < PARTITIONS_AT_ONCE) {
                    Map.Entry<TopicPartition, Search> next = left.next();
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
    private boolean readBefore(long deadline, Map<TopicPartition, Search> open) {
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
    private ConsumerRecords<@Nullable Void, @Nullable Void> poll(Map<TopicPartition, Search> open) {
        try {
            return consumer.poll(POLL);
        } catch (OffsetOutOfRangeException e) {
            open.keySet().removeAll(e.partitions());
            consumer.assign(open.keySet());
            return ConsumerRecords.empty();
        }
    }

    private void take(ConsumerRecords<@Nullable Void, @Nullable Void> polled, Map<TopicPartition, Search> open) {
        // Markers bring a partition forward, too, though they are no records.
        polled.nextOffsets().forEach((partition, next) -> {
            Search search = open.get(partition);
            if (search == null) {
                return;
            }
            List<ConsumerRecord<@Nullable Void, @Nullable Void>> records = polled.records(partition);
            if (!records.isEmpty() && records.getFirst().offset() < search.end) {
                search.found(records.getFirst());
            } else if (next.offset() >= search.end) {
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

    /** The search in one partition, for all offsets that are wanted of it, lowest first. */
    private static final class Search {

        private final Map<Long, Finding> known;
        private final long end;
        private final long now;
        /** Where to begin, and the offsets that are searched from there. */
        private final NavigableMap<Long, Set<Long>> begins = new TreeMap<>();

        private Search(Map<Long, Finding> known, long end, long now) {
            this.known = known;
            this.end = end;
            this.now = now;
        }

        private void want(long offset) {
            long begin = offset;
            switch (known.get(offset)) {
                case Finding.Waits found -> {
                    if (now - found.read() < RECHECK_MILLIS) {
                        return;
                    }
                }
                case Finding.NothingBefore nothing -> begin = nothing.offset();
                case null -> {}
            }
            if (begin < end) {
                begins.computeIfAbsent(begin, unknown -> new TreeSet<>()).add(offset);
            }
        }

        private boolean goesOn() {
            return !begins.isEmpty();
        }

        private long next() {
            return begins.firstKey();
        }

        /** It is the first from every offset up to its own. */
        private void found(ConsumerRecord<@Nullable Void, @Nullable Void> record) {
            NavigableMap<Long, Set<Long>> answered = begins.headMap(record.offset(), true);
            answered.values().forEach(offsets -> offsets.forEach(offset -> known.put(offset, waits(record, offset))));
            answered.clear();
        }

        private Finding waits(ConsumerRecord<@Nullable Void, @Nullable Void> record, long from) {
            long since = known.get(from) instanceof Finding.Waits before && before.offset() == record.offset()
                    ? before.since()
                    : now;
            return new Finding.Waits(record.offset(), record.timestamp(), since, now);
        }

        private void foundNothing() {
            begins.values()
                    .forEach(offsets -> offsets.forEach(offset -> known.put(offset, new Finding.NothingBefore(end))));
            begins.clear();
        }
    }
}
