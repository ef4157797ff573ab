package io.certconnect.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;

/** A consumer group as operators see and change it. */
public final class Group {

    private final String group;
    private final Admin admin;

    Group(String group, Admin admin) {
        this.group = group;
        this.admin = admin;
    }

    /** How much of the topic could be read and is not committed yet, markers of transactions included. */
    public long lag(String topic) {
        Map<TopicPartition, Long> committed = new HashMap<>();
        Answer.to(admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata())
                .forEach((partition, offset) -> committed.put(partition, offset == null ? 0 : offset.offset()));
        long lag = 0;
        for (Map.Entry<TopicPartition, Long> end :
                Answer.ends(admin, topic, IsolationLevel.READ_COMMITTED).entrySet()) {
            lag += end.getValue() - committed.getOrDefault(end.getKey(), 0L);
        }
        return lag;
    }

    /** How many of its members have partitions to work on. */
    public long membersAtWork() {
        return Answer.to(admin.describeConsumerGroups(List.of(group)).all()).values().stream()
                .flatMap(description -> description.members().stream())
                .filter(member -> !member.assignment().topicPartitions().isEmpty())
                .count();
    }

    /** Sets the group's offsets; the broker refuses while a member is at work on them. */
    public void set(Map<TopicPartition, Long> offsets) {
        Map<TopicPartition, OffsetAndMetadata> wanted = new HashMap<>();
        offsets.forEach((partition, offset) -> wanted.put(partition, new OffsetAndMetadata(offset)));
        Answer.to(admin.alterConsumerGroupOffsets(group, wanted).all());
    }
}
