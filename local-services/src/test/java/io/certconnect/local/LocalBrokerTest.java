package io.certconnect.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.local.LocalBroker.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("worker")
final class LocalBrokerTest {

    private static final NewTopic NOTES = new NewTopic("notes", 1, (short) 1);

    @TempDir
    Path folder;

    @Test
    void keepsCommittedRecordsOverAnOutageAndOverARestart() {
        try (var broker = LocalBroker.start(new Settings(folder, 0))) {
            broker.createTopics(List.of(NOTES));
            sendInATransaction(broker, "first");

            broker.stop();
            assertThat(Loopback.isFree(broker.port())).isTrue();
            broker.start();

            sendInATransaction(broker, "second");
        }

        try (var again = LocalBroker.start(new Settings(folder, 0))) {
            again.createTopics(List.of(NOTES));

            assertThat(read(again, 2)).containsExactly("first", "second");
        }
    }

    @Test
    void runsTransactionsOfTheSecondVersionAndCreatesNoTopicByItself() throws Exception {
        try (var broker = LocalBroker.start(Settings.temporary());
                var admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            var features = admin.describeFeatures().featureMetadata().get(10, TimeUnit.SECONDS);
            var unknown = admin.describeTopics(List.of("typo")).allTopicNames();

            assertThat(features.finalizedFeatures().get("transaction.version").maxVersionLevel())
                    .isEqualTo((short) 2);
            assertThatThrownBy(() -> unknown.get(10, TimeUnit.SECONDS))
                    .isInstanceOf(ExecutionException.class)
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void takesSettingsOfKafkasOwn() throws Exception {
        var broker = new ConfigResource(ConfigResource.Type.BROKER, "1");
        try (var small = LocalBroker.start(new Settings(null, 0, Map.of("message.max.bytes", "4242")));
                var admin = Admin.create(small.administrator())) {
            var configs = admin.describeConfigs(List.of(broker)).all().get(10, TimeUnit.SECONDS);

            assertThat(configs.get(broker).get("message.max.bytes").value()).isEqualTo("4242");
        }
    }

    private static void sendInATransaction(LocalBroker broker, String text) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "notes-writer");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.initTransactions();
            producer.beginTransaction();
            producer.send(new ProducerRecord<>(NOTES.name(), text));
            producer.commitTransaction();
        }
    }

    private static List<String> read(LocalBroker broker, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(),
                "group.id", "notes-reader",
                "auto.offset.reset", "earliest",
                "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(NOTES.name()));
            var texts = new ArrayList<String>();
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> texts.add(record.value()));
                return texts.size() >= count;
            });
            return texts;
        }
    }
}
