package io.certconnect.cli.setup;

import io.certconnect.schemas.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicExistsException;

/** The contract's topics and their dead letter topics, on a cluster that has some of them or none. */
final class ContractTopics {

    private final Optional<Short> replicationFactor;

    /** @param replicationFactor of what is created; empty: the cluster's default */
    ContractTopics(Optional<Short> replicationFactor) {
        this.replicationFactor = replicationFactor;
    }

    /**
     * Creates what is missing. A topic that is there stays as it is, whatever its settings.
     *
     * @return the names of those that were created
     * @throws KafkaException if the cluster refuses, or does not answer
     */
    List<String> create(Admin admin) {
        List<String> created = new ArrayList<>();
        Map<String, KafkaFuture<Void>> answers = admin.createTopics(all()).values();
        answers.forEach((topic, answer) -> {
            if (isNew(answer)) {
                created.add(topic);
            }
        });
        return created;
    }

    private List<NewTopic> all() {
        List<NewTopic> all = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            all.add(topic(topic.topicName(), topic.partitions(), topic.config()));
            all.add(topic(topic.deadLetters(), topic.partitions(), topic.deadLetterConfig()));
        }
        return all;
    }

    private NewTopic topic(String name, int partitions, Map<String, String> config) {
        return new NewTopic(name, Optional.of(partitions), replicationFactor).configs(config);
    }

    private static boolean isNew(KafkaFuture<Void> answer) {
        try {
            answer.get();
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof TopicExistsException) {
                return false;
            }
            throw e.getCause() instanceof KafkaException known ? known : new KafkaException(e.getCause());
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }
}
