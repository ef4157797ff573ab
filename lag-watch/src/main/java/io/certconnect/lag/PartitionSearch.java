package io.certconnect.lag;

import io.certconnect.lag.rules.Arrivals;
import io.certconnect.lag.rules.Need;
import java.time.Duration;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** The search in one partition, for all offsets that are wanted of it, lowest first. Times are in milliseconds. */
final class PartitionSearch {

    /** Compaction may take a record away that was found. */
    private static final long RECHECK_MILLIS = Duration.ofMinutes(5).toMillis();

    private final Map<Long, Finding> known;
    private final Arrivals arrivals;
    private final long end;
    private final long now;
    /** Where to begin, and the offsets that are searched from there. */
    private final NavigableMap<Long, Set<Long>> begins = new TreeMap<>();

    private boolean standing = false;

    /** @param end the last stable offset, at which the search ends */
    PartitionSearch(Map<Long, Finding> known, Arrivals arrivals, long end, long now) {
        this.known = known;
        this.arrivals = arrivals;
        this.end = end;
        this.now = now;
    }

    void want(long offset) {
        long begin = offset;
        switch (known.get(offset)) {
            case Finding.Waits found -> {
                if (now - found.read() < RECHECK_MILLIS) {
                    return;
                }
            }
            case Finding.NothingBefore nothing -> begin = nothing.offset();
            case Finding.Unread unread -> {
                begin = unread.offset();
                standing = true;
                // An estimate does for one look only.
                known.put(offset, new Finding.NothingBefore(begin));
            }
            case null -> {}
        }
        if (begin < end) {
            begins.computeIfAbsent(begin, unknown -> new TreeSet<>()).add(offset);
        }
    }

    boolean goesOn() {
        return !begins.isEmpty();
    }

    /** Where to go on. */
    long next() {
        return begins.firstKey();
    }

    long end() {
        return end;
    }

    Need need() {
        boolean estimable = begins.entrySet().stream()
                .allMatch(entry -> arrivals.notBefore(entry.getKey()) != null
                        || entry.getValue().stream().allMatch(this::isRecheck));
        return new Need(begins.size(), estimable, standing);
    }

    private boolean isRecheck(long offset) {
        return known.get(offset) instanceof Finding.Waits;
    }

    /** Reads nothing this time. */
    void leave() {
        begins.forEach((begin, offsets) -> {
            Long notBefore = arrivals.notBefore(begin);
            if (notBefore != null) {
                offsets.stream()
                        .filter(offset -> !isRecheck(offset))
                        .forEach(offset -> known.put(offset, new Finding.Unread(begin, notBefore)));
            }
        });
        begins.clear();
    }

    /** It is the first from every offset up to its own. */
    void found(ConsumerRecord<@Nullable Void, @Nullable Void> record) {
        NavigableMap<Long, Set<Long>> answered = begins.headMap(record.offset(), true);
        answered.values()
                .forEach(offsets -> offsets.forEach(offset -> {
                    Finding.Waits waits = waits(record, offset);
                    known.put(offset, waits);
                    arrivals.read(record.offset(), waits.since());
                }));
        answered.clear();
    }

    private Finding.Waits waits(ConsumerRecord<@Nullable Void, @Nullable Void> record, long from) {
        if (known.get(from) instanceof Finding.Waits before && before.offset() == record.offset()) {
            return new Finding.Waits(record.offset(), record.timestamp(), before.seen(), now);
        }
        Long seen = arrivals.notAfter(record.offset());
        return new Finding.Waits(record.offset(), record.timestamp(), seen == null ? now : seen, now);
    }

    void foundNothing() {
        begins.values()
                .forEach(offsets -> offsets.forEach(offset -> known.put(offset, new Finding.NothingBefore(end))));
        begins.clear();
    }
}
