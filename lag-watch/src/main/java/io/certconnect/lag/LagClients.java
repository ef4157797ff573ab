package io.certconnect.lag;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.jspecify.annotations.Nullable;

/** Clients that only look: they join no group, create no topic and leave nothing behind. */
final class LagClients {

    private static final int LIMIT_MILLIS = 10_000;
    /** Of each partition one record is wanted, but whole batches come; a larger one comes all the same, but alone. */
    private static final int BYTES_OF_A_PARTITION = 64 * 1024;

    private LagClients() {}

    static Admin admin(Map<String, Object> kafka) {
        return Admin.create(limited(kafka));
    }

    static Consumer<@Nullable Void, @Nullable Void> consumer(Map<String, Object> kafka) {
        Map<String, Object> config = limited(kafka);
        config.remove(ConsumerConfig.GROUP_ID_CONFIG);
        config.remove(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG);
        config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        config.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, BYTES_OF_A_PARTITION);
        config.put(ConsumerConfig.FETCH_MAX_BYTES_CONFIG, BYTES_OF_A_PARTITION * FirstReadables.PARTITIONS_AT_ONCE);
        config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
        config.put(ConsumerConfig.FETCH_MIN_BYTES_CONFIG, 1);
        // A fetch for what was read already must not keep the next from being sent.
        config.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 5);
        return new KafkaConsumer<>(config, new Unread(), new Unread());
    }

    private static Map<String, Object> limited(Map<String, Object> kafka) {
        Map<String, Object> config = new HashMap<>();
        config.put(CommonClientConfigs.CLIENT_ID_CONFIG, "lag-watch");
        config.put(CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, LIMIT_MILLIS / 2);
        config.put(CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, LIMIT_MILLIS);
        // A consumer makes new metrics for each partition that it is assigned; telling others of them costs more than
        // reading does, and nobody asked for it.
        config.put(CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG, List.of());
        config.put(CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG, false);
        config.putAll(kafka);
        return config;
    }
}
