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

    /**
     * The contract's dead letter topics, under a group of their own that nobody joins. What waits for it is what nobody has
     * dealt with: all that lies there, until somebody deletes it or commits the group's offsets beyond it.
     */
    public static Watched deadLetters() {
        return new Watched(
                "dead-letters",
                Arrays.stream(Topic.values()).map(Topic::deadLetters).collect(Collectors.toSet()));
    }

    /** What both read. */
    Watched and(Watched other) {
        Set<String> all = new LinkedHashSet<>(topics);
        all.addAll(other.topics);
        return new Watched(group, all);
    }
}
