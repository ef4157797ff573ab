package io.certconnect.benchmarks;

import io.certconnect.local.LocalBroker;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * What looking at lag costs: {@value #GROUPS} groups, each on a topic of its own with {@value #PARTITIONS} partitions. The
 * watch runs in a JVM of its own, whose whole processor time counts: with nothing to read, with a first record to find in
 * every partition, and with all of them standing still.
 */
public final class LagCost {

    private static final int GROUPS = 100;
    private static final int PARTITIONS = 50;
    /** More than there are commits while a watch looks: a group that is set back has all of its partitions read anew. */
    private static final int RECORDS = 200;

    private static final int LIMIT_SECONDS = 60;

    private LagCost() {}

    public static void main(String[] arguments) throws Exception {
        try (LocalBroker broker = LocalBroker.start(LocalBroker.Settings.temporary());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            List<NewTopic> topics = new ArrayList<>();
            for (int i = 0; i < GROUPS; i++) {
                topics.add(new NewTopic(LagCostWatch.topic(i), PARTITIONS, (short) 1));
            }
            broker.createTopics(topics);
            fill(broker.bootstrapServers());
            System.out.println("per look: processor time, time, partitions behind");
            commit(admin, RECORDS);
            watch("nothing waits", broker, () -> {});
            int[] round = {0};
            watch("everything waits, and every group moves between looks", broker, () -> {
                round[0]++;
                commit(admin, round[0]);
            });
            commit(admin, 0);
            watch("everything waits and stands still", broker, () -> {});
        }
    }

    private static void fill(String servers) {
        try (var producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", servers, "linger.ms", 50, "batch.size", 64 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            for (int topic = 0; topic < GROUPS; topic++) {
                for (int i = 0; i < RECORDS * PARTITIONS; i++) {
                    var unused = producer.send(new ProducerRecord<>(
                            LagCostWatch.topic(topic), i % PARTITIONS, new byte[0], new byte[100]));
                }
            }
            producer.flush();
        }
    }

    private static void commit(Admin admin, long offset) {
        List<KafkaFuture<Void>> commits = new ArrayList<>();
        for (int group = 0; group < GROUPS; group++) {
            Map<TopicPartition, OffsetAndMetadata> offsets = new HashMap<>();
            for (int partition = 0; partition < PARTITIONS; partition++) {
                offsets.put(new TopicPartition(LagCostWatch.topic(group), partition), new OffsetAndMetadata(offset));
            }
            commits.add(admin.alterConsumerGroupOffsets(LagCostWatch.group(group), offsets)
                    .all());
        }
        for (var commit : commits) {
            try {
                commit.get(LIMIT_SECONDS, TimeUnit.SECONDS);
            } catch (ExecutionException | TimeoutException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
    }

    /** @param between is done again and again while the watch looks */
    private static void watch(String what, LocalBroker broker, Runnable between)
            throws IOException, InterruptedException {
        Process watch = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LagCostWatch.class.getName(),
                        broker.bootstrapServers(),
                        String.valueOf(GROUPS),
                        what)
                .inheritIO()
                .start();
        try {
            while (!watch.waitFor(LagCostWatch.PAUSE_MILLIS, TimeUnit.MILLISECONDS)) {
                between.run();
            }
        } finally {
            watch.destroyForcibly();
        }
    }
}
