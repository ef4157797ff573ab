package io.certconnect.worker;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.CooperativeStickyAssignor;
import org.apache.kafka.clients.consumer.GroupProtocol;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * The settings of the Kafka clients. None of those that exactly-once rests on can be overridden; what only bears on speed and
 * memory can.
 *
 * <p>Each wait outlasts those that it contains: a request, the delivery of a record with its repeats, the client call
 * that waits for deliveries, the transaction around them, the wait for a foreign transaction to end, two polls.
 */
final class KafkaSettings {

    private static final Duration REQUEST = Duration.ofSeconds(10);
    private static final Duration DELIVERY = Duration.ofSeconds(20);
    /** A commit waits for deliveries: theirs must fail first, since a delivery's failure is certain, a commit's not. */
    private static final Duration CALL = Duration.ofSeconds(25);

    private static final Duration TRANSACTION = Duration.ofSeconds(30);
    /** The committed offset of a partition is held back while a transaction over it is open. */
    private static final Duration CONSUMER_CALL = TRANSACTION.plusSeconds(15);

    private static final Duration BETWEEN_POLLS = Duration.ofSeconds(180);

    private static final int MOST_RECORDS = 2000;
    private static final int WORTH_FETCHING = 100_000;
    /** Below the rate at which this much comes in, a loop takes a batch each so often, not one for each few records. */
    private static final int FETCH_WAIT_MILLIS = 15;
    /** Some polls' worth: what is fetched ahead fills the heap until it is polled. A larger record comes all the same. */
    private static final int FETCHED_AT_ONCE = 1_000_000;

    /** A batch's events to one partition go in few requests, not in one for every 30 events. */
    private static final int SENT_AT_ONCE = 128 * 1024;
    /** A dead letter may be as large as the source's broker allowed, whatever the events' own limit. */
    private static final int LARGEST_REQUEST = 64 * 1024 * 1024;

    /** Measured in docs/performance.md; other hardware may want others. */
    private static final Map<String, Object> TUNED_CONSUMER = Map.of(
            ConsumerConfig.FETCH_MAX_BYTES_CONFIG, FETCHED_AT_ONCE,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG, WORTH_FETCHING,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, FETCH_WAIT_MILLIS);

    /** Events wait for no company: a batch's are there all at once, and are on their way while its offsets are. */
    private static final Map<String, Object> TUNED_PRODUCER =
            Map.of(ProducerConfig.BATCH_SIZE_CONFIG, SENT_AT_ONCE, ProducerConfig.LINGER_MS_CONFIG, 0);

    private static final Map<String, Object> CONSUMER = Map.ofEntries(
            Map.entry(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
            Map.entry(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class),
            Map.entry(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed"),
            Map.entry(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false),
            Map.entry(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest"),
            Map.entry(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false),
            Map.entry(ConsumerConfig.GROUP_PROTOCOL_CONFIG, GroupProtocol.CLASSIC.name()),
            Map.entry(ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG, CooperativeStickyAssignor.class.getName()),
            Map.entry(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST)),
            Map.entry(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(CONSUMER_CALL)),
            Map.entry(ConsumerConfig.MAX_POLL_INTERVAL_MS_CONFIG, millis(BETWEEN_POLLS)),
            Map.entry(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MOST_RECORDS),
            Map.entry(ConsumerConfig.METADATA_MAX_AGE_CONFIG, millis(TRANSACTION)));

    private static final Map<String, Object> PRODUCER = Map.ofEntries(
            Map.entry(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
            Map.entry(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class),
            Map.entry(ProducerConfig.ACKS_CONFIG, "all"),
            Map.entry(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true),
            Map.entry(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST)),
            Map.entry(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, millis(DELIVERY)),
            Map.entry(ProducerConfig.MAX_BLOCK_MS_CONFIG, millis(CALL)),
            Map.entry(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, millis(TRANSACTION)),
            // The pause before asking a coordinator again that still writes the last transaction's end.
            Map.entry(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 5),
            Map.entry(ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4"),
            Map.entry(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, LARGEST_REQUEST),
            Map.entry(ProducerConfig.BUFFER_MEMORY_CONFIG, (long) LARGEST_REQUEST));

    private static final Map<String, Object> ADMIN = Map.of(
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG, millis(REQUEST),
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG, millis(REQUEST));

    /** Each loop's own, or said elsewhere in the settings. */
    private static final Set<String> NAMED = Set.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            CommonClientConfigs.CLIENT_ID_CONFIG,
            ConsumerConfig.GROUP_ID_CONFIG,
            ConsumerConfig.GROUP_INSTANCE_ID_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG);

    private static final List<ConfigDef> CLIENTS =
            List.of(ConsumerConfig.configDef(), ProducerConfig.configDef(), AdminClientConfig.configDef());

    private final WorkerSettings settings;

    KafkaSettings(WorkerSettings settings) {
        this.settings = settings;
    }

    static boolean isOurs(String key) {
        return NAMED.contains(key) || CONSUMER.containsKey(key) || PRODUCER.containsKey(key) || ADMIN.containsKey(key);
    }

    /** Whether the clients would take this value, as far as they know the key: others may be those of a class that is named. */
    static boolean isPossible(String key, String value) {
        return CLIENTS.stream()
                .map(client -> client.configKeys().get(key))
                .filter(Objects::nonNull)
                .allMatch(known -> isPossible(known, value));
    }

    private static boolean isPossible(ConfigDef.ConfigKey known, String value) {
        try {
            Object parsed = ConfigDef.parseType(known.name, value, known.type);
            if (known.validator != null) {
                known.validator.ensureValid(known.name, parsed);
            }
            return true;
        } catch (ConfigException refused) {
            return false;
        }
    }

    /** The name of a loop: its client id and its transactional id. */
    String loopName(int index) {
        return settings.group() + "-" + settings.instance() + "-" + index;
    }

    Map<String, Object> consumer(int index) {
        Map<String, Object> all = client(TUNED_CONSUMER, CONSUMER, loopName(index));
        all.put(ConsumerConfig.GROUP_ID_CONFIG, settings.group());
        return all;
    }

    /** For reading again: of no group, and told when records are gone instead of passing over them. */
    Map<String, Object> replay() {
        Map<String, Object> all =
                client(TUNED_CONSUMER, CONSUMER, settings.group() + "-" + settings.instance() + "-replay");
        all.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        return all;
    }

    Map<String, Object> producer(int index) {
        Map<String, Object> all = client(TUNED_PRODUCER, PRODUCER, loopName(index));
        all.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, loopName(index));
        return all;
    }

    Map<String, Object> admin() {
        return client(Map.of(), ADMIN, settings.group() + "-" + settings.instance() + "-contact");
    }

    private Map<String, Object> client(Map<String, Object> tuned, Map<String, Object> ours, String clientId) {
        Map<String, Object> all = new HashMap<>(tuned);
        all.putAll(settings.kafkaProperties());
        all.putAll(ours);
        all.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, settings.bootstrapServers());
        all.put(CommonClientConfigs.CLIENT_ID_CONFIG, clientId);
        return all;
    }

    private static int millis(Duration duration) {
        return Math.toIntExact(duration.toMillis());
    }
}
