package io.certconnect.lag;

import io.certconnect.lag.Cluster.Ends;
import io.certconnect.lag.Cluster.Groups;
import io.certconnect.lag.FirstReadables.Extent;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.jspecify.annotations.Nullable;

/** All that one look is told by Kafka, put together by group. */
final class Reading {

    private final Groups groups;
    private final Map<String, Set<String>> topicsOf = new HashMap<>();
    private final Answers<String, TopicDescription> topics;
    private final Ends ends;
    private final Answers<TopicPartition, ListOffsetsResultInfo> beginnings;

    /** @throws KafkaException if nothing is answered of any partition */
    Reading(Cluster cluster, Collection<Watched> watched, Groups groups) {
        this.groups = groups;
        watched.forEach(one -> topicsOf.put(one.group(), topicsOf(one)));
        this.topics =
                cluster.topics(topicsOf.values().stream().flatMap(Set::stream).collect(Collectors.toSet()));
        this.ends = cluster.ends(topics.values().values().stream()
                .flatMap(topic -> partitions(topic).stream())
                .map(TopicIdPartition::topicPartition)
                .toList());
        this.beginnings = cluster.beginnings(
                watched.stream().flatMap(one -> behind(one).stream()).collect(Collectors.toSet()));
    }

    private Set<String> topicsOf(Watched one) {
        return one.topics().isEmpty()
                ? commits(one.group()).keySet().stream()
                        .map(TopicPartition::topic)
                        .collect(Collectors.toSet())
                : one.topics();
    }

    private Map<TopicPartition, OffsetAndMetadata> commits(String group) {
        return groups.commits().values().getOrDefault(group, Map.of());
    }

    private static List<TopicIdPartition> partitions(TopicDescription topic) {
        return topic.partitions().stream()
                .map(partition -> new TopicIdPartition(topic.topicId(), partition.partition(), topic.name()))
                .toList();
    }

    /** Where the beginning of the log matters. */
    private List<TopicPartition> behind(Watched one) {
        List<TopicPartition> behind = new ArrayList<>();
        for (TopicIdPartition partition : existing(one.group())) {
            Long committed = committed(one.group(), partition.topicPartition());
            ListOffsetsResultInfo lastStable = ends.lastStable().values().get(partition.topicPartition());
            if (lastStable != null && (committed == null || committed < lastStable.offset())) {
                behind.add(partition.topicPartition());
            }
        }
        return behind;
    }

    private List<TopicIdPartition> existing(String group) {
        return topicsOf.getOrDefault(group, Set.of()).stream()
                .sorted()
                .map(topics.values()::get)
                .filter(topic -> topic != null)
                .flatMap(topic -> partitions(topic).stream())
                .toList();
    }

    private @Nullable Long committed(String group, TopicPartition partition) {
        OffsetAndMetadata commit = commits(group).get(partition);
        return commit == null ? null : commit.offset();
    }

    GroupReading group(String group) {
        List<String> troubles = new ArrayList<>();
        KafkaException noCommits = groups.commits().failures().get(group);
        if (noCommits != null) {
            troubles.add("its committed offsets: " + noCommits.getMessage());
            return new GroupReading(GroupState.UNKNOWN.name(), 0, Set.of(), List.of(), troubles);
        }
        topicsOf.getOrDefault(group, Set.of()).stream().sorted().forEach(topic -> {
            KafkaException failure = topics.failures().get(topic);
            if (failure instanceof UnknownTopicOrPartitionException) {
                troubles.add("there is no topic " + topic);
            } else if (failure != null) {
                troubles.add("topic " + topic + ": " + failure.getMessage());
            }
        });
        List<Place> places = new ArrayList<>();
        for (TopicIdPartition partition : existing(group)) {
            Place place = place(group, partition, troubles);
            if (place != null) {
                places.add(place);
            }
        }
        return described(group, places, troubles);
    }

    private @Nullable Place place(String group, TopicIdPartition partition, List<String> troubles) {
        TopicPartition name = partition.topicPartition();
        Long lastStable = offset(ends.lastStable(), name, troubles);
        Long end = lastStable == null ? null : offset(ends.ends(), name, troubles);
        if (lastStable == null || end == null) {
            return null;
        }
        Long committed = committed(group, name);
        if (committed != null && committed >= lastStable) {
            return Place.of(partition, committed, 0, lastStable, end);
        }
        Long beginning = offset(beginnings, name, troubles);
        return beginning == null ? null : Place.of(partition, committed, beginning, lastStable, end);
    }

    private static @Nullable Long offset(
            Answers<TopicPartition, ListOffsetsResultInfo> answers, TopicPartition partition, List<String> troubles) {
        ListOffsetsResultInfo answer = answers.values().get(partition);
        if (answer != null) {
            return answer.offset();
        }
        KafkaException failure = answers.failures().get(partition);
        troubles.add(partition + ": " + (failure == null ? "no answer" : failure.getMessage()));
        return null;
    }

    private GroupReading described(String group, List<Place> places, List<String> troubles) {
        KafkaException failure = groups.descriptions().failures().get(group);
        if (failure instanceof GroupIdNotFoundException) {
            return new GroupReading(GroupState.DEAD.name(), 0, Set.of(), places, troubles);
        }
        ConsumerGroupDescription description = groups.descriptions().values().get(group);
        if (description == null) {
            troubles.add("its members: " + (failure == null ? "no answer" : failure.getMessage()));
            return new GroupReading(GroupState.UNKNOWN.name(), 0, Set.of(), places, troubles);
        }
        Set<TopicPartition> held = new HashSet<>();
        description.members().forEach(member -> held.addAll(member.assignment().topicPartitions()));
        return new GroupReading(
                description.groupState().name(), description.members().size(), held, places, troubles);
    }

    /** The last stable offsets. */
    Map<TopicPartition, Long> ends() {
        Map<TopicPartition, Long> offsets = new HashMap<>();
        ends.lastStable().values().forEach((partition, end) -> offsets.put(partition, end.offset()));
        return offsets;
    }

    /** Also of those that are not there. */
    boolean knowsEveryTopic() {
        return topics.failures().values().stream().allMatch(UnknownTopicOrPartitionException.class::isInstance);
    }

    Set<Uuid> topicIds() {
        return topics.values().values().stream().map(TopicDescription::topicId).collect(Collectors.toSet());
    }

    static Map<TopicIdPartition, Extent> extents(Collection<GroupReading> groups) {
        Map<TopicIdPartition, Extent> extents = new HashMap<>();
        groups.stream()
                .flatMap(group -> group.places().stream())
                .forEach(place -> extents.merge(place.partition(), new Extent(place.from(), place.end()), Extent::and));
        return extents;
    }

    /** From which offsets on something may wait. */
    static Map<TopicIdPartition, NavigableSet<Long>> waiting(Collection<GroupReading> groups) {
        Map<TopicIdPartition, NavigableSet<Long>> waiting = new HashMap<>();
        groups.stream()
                .flatMap(group -> group.places().stream())
                .filter(place -> place.distance() > 0)
                .forEach(place -> waiting.computeIfAbsent(place.partition(), unknown -> new TreeSet<>())
                        .add(place.from()));
        return waiting;
    }
}
