package io.certconnect.lag;

import io.certconnect.lag.rules.Look;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.jspecify.annotations.Nullable;

/** The last looks at each partition of each group: as many as a window has. */
final class Histories {

    private final LagWindow window;
    private final Map<String, Map<TopicIdPartition, Deque<Look>>> byGroup = new HashMap<>();
    private @Nullable Instant latest;

    Histories(LagWindow window) {
        this.window = window;
    }

    /** Begins anew if nothing was seen for a whole window: what stood still meanwhile may have had every reason to. */
    void begin(Instant look) {
        if (latest != null && Duration.between(latest, look).compareTo(window.span()) > 0) {
            byGroup.clear();
        }
        latest = look;
    }

    /** Adds a look, and returns all of the window, oldest first. */
    List<Look> add(String group, TopicIdPartition partition, Look look) {
        Deque<Look> looks = byGroup.computeIfAbsent(group, unknown -> new HashMap<>())
                .computeIfAbsent(partition, unknown -> new ArrayDeque<>());
        looks.addLast(look);
        if (looks.size() > window.looks()) {
            looks.removeFirst();
        }
        return List.copyOf(looks);
    }

    /** Forgets the partitions of all topics but these. */
    void keep(Set<Uuid> topics) {
        byGroup.values().forEach(group -> group.keySet().removeIf(partition -> !topics.contains(partition.topicId())));
    }
}
