package io.certconnect.lag.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Whose first record is read at a look, if more are wanted than a look may read. Those of which nothing is known are all
 * read, for they have no number without it; then those that stand still, since reading them once settles them; then those
 * that were not read for the longest. So nobody waits for ever, and what stands still goes without a reading for a look or
 * two.
 *
 * @param <P> what tells partitions apart
 */
public final class Turns<P> {

    /** In looks: longer than a round among all takes, and still an end for those that move. */
    private static final long HEAD_START = 100;

    private final int most;
    private final Map<P, Long> lastReads = new HashMap<>();
    private long look = 0;

    /** @param most first records at a look */
    public Turns(int most) {
        this.most = most;
    }

    /** @param needs in the order in which those are read that have waited for equally long */
    public Set<P> next(Map<P, Need> needs) {
        look++;
        Set<P> next = new HashSet<>();
        List<Map.Entry<P, Need>> others = new ArrayList<>();
        int left = most;
        for (Map.Entry<P, Need> entry : needs.entrySet()) {
            if (entry.getValue().estimable()) {
                others.add(entry);
            } else {
                next.add(entry.getKey());
                left -= entry.getValue().reads();
            }
        }
        others.sort(Comparator.comparingLong(this::due));
        for (Map.Entry<P, Need> entry : others) {
            if (left <= 0) {
                break;
            }
            next.add(entry.getKey());
            left -= entry.getValue().reads();
        }
        next.forEach(partition -> lastReads.put(partition, look));
        return next;
    }

    private long due(Map.Entry<P, Need> entry) {
        return lastReads.getOrDefault(entry.getKey(), 0L) + (entry.getValue().standing() ? 0 : HEAD_START);
    }

    /** Forgets all others. */
    public void keep(Predicate<P> which) {
        lastReads.keySet().removeIf(which.negate());
    }
}
