package io.certconnect.flow;

import static org.assertj.core.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** A read_committed reader, as every consumer of ours is. */
public final class TopicReader {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Map<String, Object> client;
    private final Admin admin;

    TopicReader(Map<String, Object> client, Admin admin) {
        this.client = client;
        this.admin = admin;
    }

    /** Where each partition of the topic ends, records of open transactions included. */
    public Map<TopicPartition, Long> ends(String topic) {
        return Answer.ends(admin, topic, IsolationLevel.READ_UNCOMMITTED);
    }

    /**
     * All that a consumer sees from there to where the topic ends now, in the order of each partition. Waits for open
     * transactions to end, and fails if one does not: behind it nobody can read.
     */
    public List<ConsumerRecord<byte[], byte[]>> read(Map<TopicPartition, Long> from) {
        String topic = from.keySet().iterator().next().topic();
        Map<TopicPartition, Long> ends = ends(topic);
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        if (ends.equals(from)) {
            return found;
        }
        try (Consumer<byte[], byte[]> reader = consumer(client)) {
            reader.assign(from.keySet());
            from.forEach(reader::seek);
            long deadline = System.nanoTime() + PATIENCE.toNanos();
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > deadline) {
                    fail("An open transaction hides what is on %s: it ends at %s", topic, ends);
                }
                reader.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    /** Of no group; commits nothing and does not skip what is gone. */
    static Consumer<byte[], byte[]> consumer(Map<String, Object> client) {
        Map<String, Object> config = new HashMap<>(client);
        config.put("isolation.level", "read_committed");
        config.put("enable.auto.commit", false);
        config.put("auto.offset.reset", "none");
        config.put("fetch.max.wait.ms", 20);
        return new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    }
}
