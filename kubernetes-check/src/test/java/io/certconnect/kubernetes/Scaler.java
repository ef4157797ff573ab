package io.certconnect.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListConsumerGroupOffsetsSpec;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;

/** Asks what KEDA's Kafka scaler asks, by the source of an older version, for each trigger that the ScaledObjects have. */
final class Scaler {

    private static final int LIMIT_SECONDS = 20;

    private Scaler() {}

    /** @param client the scaler's */
    static void ask(Map<String, Object> client) throws Exception {
        try (Admin admin = Admin.create(client)) {
            for (JsonNode object : Manifests.documents("deploy/kubernetes/scaling/scaled-objects.yaml")) {
                for (JsonNode trigger : object.at("/spec/triggers")) {
                    JsonNode of = trigger.path("metadata");
                    ask(
                            admin,
                            of.path("consumerGroup").asText(),
                            of.path("topic").asText());
                }
            }
        }
    }

    private static void ask(Admin admin, String group, String topic) throws Exception {
        TopicDescription description =
                to(admin.describeTopics(List.of(topic)).allTopicNames()).get(topic);
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        description
                .partitions()
                .forEach(partition -> ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        ListConsumerGroupOffsetsSpec committed = new ListConsumerGroupOffsetsSpec().topicPartitions(ends.keySet());
        to(admin.listConsumerGroupOffsets(Map.of(group, committed)).all());
        to(admin.listOffsets(ends).all());
    }

    private static <T> T to(KafkaFuture<T> question) throws Exception {
        return question.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    }
}
