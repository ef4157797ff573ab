package io.certconnect.cli.merge;

import io.certconnect.cli.merge.Batch.Entry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Hands out lines so that those which name a profile in common are decided in the order of the file. Kafka does not see
 * to that: other survivors are other partitions. A line is handed out once all before it that share a profile are settled;
 * lines that share nothing need not wait for each other.
 */
final class InOrder {

    private final Function<Entry, Set<String>> profiles;
    private final Map<String, Deque<Entry>> waiting = new HashMap<>();
    private final Deque<Entry> ready = new ArrayDeque<>();
    private final SequencedSet<Entry> left;

    /** @param profiles by what lines have to wait for each other; empty for a line that waits for none */
    InOrder(List<Entry> entries, Function<Entry, Set<String>> profiles) {
        this.profiles = profiles;
        this.left = new LinkedHashSet<>(entries);
        for (Entry entry : entries) {
            profiles.apply(entry).forEach(profile -> waiting.computeIfAbsent(profile, unused -> new ArrayDeque<>())
                    .add(entry));
            if (isFirst(entry)) {
                ready.add(entry);
            }
        }
    }

    /** The next line whose turn it is; null if all others have to wait. */
    @Nullable
    Entry next() {
        Entry entry = ready.poll();
        if (entry != null) {
            left.remove(entry);
        }
        return entry;
    }

    boolean hasNext() {
        return !ready.isEmpty();
    }

    /** The line is decided: what waited for nothing else is ready. */
    void settle(Entry entry) {
        for (String profile : profiles.apply(entry)) {
            Deque<Entry> queue = waiting.getOrDefault(profile, new ArrayDeque<>());
            queue.remove();
            Entry following = queue.peek();
            if (following != null && isFirst(following)) {
                ready.add(following);
            }
        }
    }

    /** What was not handed out, in the order of the file. */
    List<Entry> left() {
        return List.copyOf(left);
    }

    private boolean isFirst(Entry entry) {
        return profiles.apply(entry).stream()
                .map(profile ->
                        waiting.getOrDefault(profile, new ArrayDeque<>()).peek())
                .allMatch(first -> first == entry);
    }
}
