package io.certconnect.flow;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** The broker's answers; waits for them, but not for ever. */
final class Answer {

    private static final int LIMIT_SECONDS = 30;

    private Answer() {}

    /** Where each partition of a topic ends: at its last stable offset if only committed records count. */
    static Map<TopicPartition, Long> ends(Admin admin, String topic, IsolationLevel level) {
        Map<TopicPartition, OffsetSpec> asked = new HashMap<>();
        to(admin.describeTopics(List.of(topic)).allTopicNames()).values().forEach(description -> description
                .partitions()
                .forEach(
                        partition -> asked.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest())));
        Map<TopicPartition, Long> ends = new HashMap<>();
        to(admin.listOffsets(asked, new ListOffsetsOptions(level)).all())
                .forEach((partition, end) -> ends.put(partition, end.offset()));
        return ends;
    }

    static <T extends @Nullable Object> T to(KafkaFuture<T> question) {
        try {
            return question.get(LIMIT_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for the broker", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new IllegalStateException("The broker does not do what it is asked", e);
        }
    }
}
