package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.local.LocalBroker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** The broker of this test run, and what tests ask of it. */
final class RealKafka {

    static final int PARTITIONS = 3;

    private static final LocalBroker BROKER = startOnce();

    private RealKafka() {}

    private static LocalBroker startOnce() {
        LocalBroker broker = LocalBroker.start(LocalBroker.Settings.temporary());
        Runtime.getRuntime().addShutdownHook(new Thread(broker::close));
        return broker;
    }

    static LocalBroker broker() {
        return BROKER;
    }

    static String bootstrap() {
        return BROKER.bootstrapServers();
    }

    static void create(String... topics) {
        List<NewTopic> wanted = new ArrayList<>();
        for (String topic : topics) {
            // Room for a dead letter's own headers beside a record as large as its topic takes.
            Map<String, String> config = topic.endsWith("-dlt") ? Map.of("max.message.bytes", "2000000") : Map.of();
            wanted.add(new NewTopic(topic, PARTITIONS, (short) 1).configs(config));
        }
        BROKER.createTopics(wanted);
    }

    static KafkaProducer<byte[], byte[]> producer(Map<String, Object> more) {
        Map<String, Object> config = new HashMap<>(Map.of("bootstrap.servers", bootstrap()));
        config.putAll(more);
        return new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** All that a read_committed reader sees by now. */
    static List<ConsumerRecord<byte[], byte[]>> readAll(String topic) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", bootstrap(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        List<ConsumerRecord<byte[], byte[]>> found = new ArrayList<>();
        try (var reader = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            List<TopicPartition> partitions = partitionsOf(topic);
            reader.assign(partitions);
            Map<TopicPartition, Long> ends = reader.endOffsets(partitions);
            long giveUp = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (ends.entrySet().stream().anyMatch(end -> reader.position(end.getKey()) < end.getValue())) {
                if (System.nanoTime() > giveUp) {
                    throw new AssertionError("cannot read " + topic + " up to " + ends);
                }
                reader.poll(Duration.ofMillis(100)).forEach(found::add);
            }
        }
        return found;
    }

    static List<String> textsOn(String topic) {
        return readAll(topic).stream()
                .map(record -> new String(record.value(), UTF_8))
                .collect(Collectors.toList());
    }

    /** How much of the topic the group has yet to commit, markers of transactions included. */
    static long lag(String group, String topic) {
        try (Admin admin = admin()) {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            long lag = 0;
            for (TopicPartition partition : partitionsOf(topic)) {
                OffsetAndMetadata offset = committed.get(partition);
                lag += end(admin, partition) - (offset == null ? 0 : offset.offset());
            }
            return lag;
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    static void rewind(String group, String topic) {
        try (Admin admin = admin()) {
            admin.alterConsumerGroupOffsets(
                            group,
                            partitionsOf(topic).stream()
                                    .collect(Collectors.toMap(
                                            partition -> partition, partition -> new OffsetAndMetadata(0))))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    /** The offset after the last record or marker. */
    static long end(TopicPartition partition) {
        try (Admin admin = admin()) {
            return end(admin, partition);
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static long end(Admin admin, TopicPartition partition) throws InterruptedException, ExecutionException {
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                .partitionResult(partition)
                .get()
                .offset();
    }

    static void deleteBefore(TopicPartition partition, long offset) {
        try (Admin admin = admin()) {
            admin.deleteRecords(Map.of(partition, RecordsToDelete.beforeOffset(offset)))
                    .all()
                    .get();
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError(e);
        }
    }

    private static Admin admin() {
        return Admin.create(Map.of("bootstrap.servers", bootstrap()));
    }

    private static List<TopicPartition> partitionsOf(String topic) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (int partition = 0; partition < PARTITIONS; partition++) {
            partitions.add(new TopicPartition(topic, partition));
        }
        return partitions;
    }
}
