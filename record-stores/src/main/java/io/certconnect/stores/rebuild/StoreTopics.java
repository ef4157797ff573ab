package io.certconnect.stores.rebuild;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.stores.intake.Intakes;
import io.certconnect.worker.BatchWork;
import io.certconnect.worker.Replay;
import io.certconnect.worker.Replayed;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;

/** The topics that stores are made of, to be read from their beginnings. */
public final class StoreTopics {

    /** The records-worker's own limit: what is a dead letter there is skipped here. In bytes. */
    private static final long LARGEST_RECORD = 256 * 1024;

    private final Supplier<Consumer<byte[], byte[]>> consumers;
    private final SchemaRegistryClient registry;

    /**
     * @param consumers of no group, read_committed, committing nothing, {@code auto.offset.reset=none}; each is
     *     closed after use
     */
    public StoreTopics(Supplier<Consumer<byte[], byte[]>> consumers, SchemaRegistryClient registry) {
        this.consumers = consumers;
        this.registry = registry;
    }

    /** The offset behind the last committed record of each partition of these topics. */
    Map<TopicPartition, Long> ends(List<Topic> topics) {
        try (Consumer<byte[], byte[]> consumer = consumers.get()) {
            List<TopicPartition> partitions = new ArrayList<>();
            for (Topic topic : topics) {
                for (PartitionInfo partition : consumer.partitionsFor(topic.topicName())) {
                    partitions.add(new TopicPartition(topic.topicName(), partition.partition()));
                }
            }
            return consumer.endOffsets(partitions);
        }
    }

    /**
     * Reads records again.
     *
     * @param from offsets; 0 for partitions that are not in here
     * @param to offsets to stop before
     */
    Replayed replay(
            Store store,
            Map<TopicPartition, Long> from,
            Map<TopicPartition, Long> to,
            BatchWork<Change> work,
            LongConsumer progress) {
        Map<TopicPartition, Long> begin = new HashMap<>();
        to.forEach((partition, end) -> begin.put(partition, Math.min(end, from.getOrDefault(partition, 0L))));
        if (begin.equals(to)) {
            return new Replayed(0, 0, 0, Map.of());
        }
        return new Replay<>(Intakes.of(store), consumers, registry, LARGEST_RECORD).replay(begin, to, work, progress);
    }
}
