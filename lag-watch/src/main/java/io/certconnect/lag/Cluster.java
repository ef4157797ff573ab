package io.certconnect.lag;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsResult;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** What Kafka is asked, each question once for all that it is asked about. */
final class Cluster {

    private final Admin admin;

    Cluster(Admin admin) {
        this.admin = admin;
    }

    /** What coordinators say. */
    record Groups(
            Answers<String, Map<TopicPartition, OffsetAndMetadata>> commits,
            Answers<String, ConsumerGroupDescription> descriptions) {}

    /**
     * What leaders say.
     *
     * @param lastStable no transaction is open before these offsets
     * @param ends high watermarks
     */
    record Ends(
            Answers<TopicPartition, ListOffsetsResultInfo> lastStable,
            Answers<TopicPartition, ListOffsetsResultInfo> ends) {}

    /** @throws KafkaException if nothing is answered of any group */
    Groups groups(Set<String> groups) {
        ListConsumerGroupOffsetsResult commits = admin.listConsumerGroupOffsets(
                groups.stream().collect(Collectors.toMap(group -> group, group -> new ListConsumerGroupOffsetsSpec())));
        Map<String, KafkaFuture<ConsumerGroupDescription>> descriptions =
                admin.describeConsumerGroups(groups).describedGroups();
        Map<String, KafkaFuture<Map<TopicPartition, OffsetAndMetadata>>> byGroup = new HashMap<>();
        groups.forEach(group -> byGroup.put(group, commits.partitionsToOffsetAndMetadata(group)));
        return new Groups(orThrow(Answers.await(byGroup)), Answers.await(descriptions));
    }

    /** Topics as they are now: with their ids, by which one that was made anew is another. */
    Answers<String, TopicDescription> topics(Collection<String> topics) {
        return Answers.await(admin.describeTopics(topics).topicNameValues());
    }

    /** @throws KafkaException if nothing is answered of any partition */
    Ends ends(Collection<TopicPartition> partitions) {
        ListOffsetsResult lastStable = list(partitions, OffsetSpec.latest(), IsolationLevel.READ_COMMITTED);
        ListOffsetsResult ends = list(partitions, OffsetSpec.latest(), IsolationLevel.READ_UNCOMMITTED);
        return new Ends(orThrow(await(lastStable, partitions)), await(ends, partitions));
    }

    Answers<TopicPartition, ListOffsetsResultInfo> beginnings(Collection<TopicPartition> partitions) {
        return await(list(partitions, OffsetSpec.earliest(), IsolationLevel.READ_UNCOMMITTED), partitions);
    }

    private ListOffsetsResult list(Collection<TopicPartition> partitions, OffsetSpec what, IsolationLevel isolation) {
        Map<TopicPartition, OffsetSpec> asked = HashMap.newHashMap(partitions.size());
        partitions.forEach(partition -> asked.put(partition, what));
        return admin.listOffsets(asked, new ListOffsetsOptions(isolation));
    }

    private static Answers<TopicPartition, ListOffsetsResultInfo> await(
            ListOffsetsResult result, Collection<TopicPartition> partitions) {
        Map<TopicPartition, KafkaFuture<ListOffsetsResultInfo>> byPartition = HashMap.newHashMap(partitions.size());
        partitions.forEach(partition -> byPartition.put(partition, result.partitionResult(partition)));
        return Answers.await(byPartition);
    }

    private static <K, V> Answers<K, V> orThrow(Answers<K, V> answers) {
        List<KafkaException> failures = new ArrayList<>(answers.failures().values());
        if (answers.values().isEmpty() && !failures.isEmpty()) {
            throw failures.getFirst();
        }
        return answers;
    }
}
