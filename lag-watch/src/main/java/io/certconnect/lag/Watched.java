package io.certconnect.lag;

import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A consumer group to look at.
 *
 * @param topics what it reads; none means all that it has committed offsets on
 */
public record Watched(String group, Set<String> topics) {

    public Watched {
        topics = Set.copyOf(topics);
    }

    /** The contract's groups, with the topics that each reads. */
    public static List<Watched> catalogue() {
        return Arrays.stream(ConsumerGroup.values())
                .map(group -> new Watched(
                        group.groupId(),
                        group.topics().stream().map(Topic::topicName).collect(Collectors.toSet())))
                .toList();
    }

    /** What both read. */
    Watched and(Watched other) {
        Set<String> all = new LinkedHashSet<>(topics);
        all.addAll(other.topics);
        return new Watched(group, all);
    }
}
