package io.certconnect.console;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.console.ServedConsole.Answer;
import io.certconnect.local.LocalBroker;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What operators and Prometheus see of lag, through outages and deletions. */
@Tag("worker")
class LagTest {

    private static final String READINESS = "/actuator/health/readiness";
    private static final String LIVENESS = "/actuator/health/liveness";
    private static final String SERVERS = TestServices.broker().bootstrapServers();

    @Test
    void theContractsGroupsAndThoseOfTheSettingsAreShown() throws Exception {
        String topic = topicWithThreeRecordsOfWhichOneIsProcessed("group-shown");
        try (ServedConsole console = console(SERVERS, "group-shown", topic)) {
            Answer answer = measured(console);

            assertThat(answer.header("cache-control")).isEqualTo("no-store");
            JsonNode lag = answer.json();
            assertThat(lag.get("stale").asBoolean()).isFalse();
            assertThat(lag.has("trouble")).isFalse();
            assertThat(lag.get("groups").findValuesAsString("group"))
                    .containsExactly(
                            "connector-worker",
                            "connector-worker-directory",
                            "merge-worker",
                            "transcript-store",
                            "badge-store",
                            "dead-letters",
                            "group-shown");
            JsonNode never = lag.at("/groups/0");
            assertThat(never.get("status").asString()).isEqualTo("NO_COMMITS");
            assertThat(never.at("/troubles/0").asString()).isEqualTo("there is no topic connect.requests.v1");
            JsonNode shown = lag.at("/groups/6");
            assertThat(shown.get("status").asString()).isEqualTo("NO_MEMBERS");
            assertThat(shown.get("lag").asInt()).isEqualTo(2);
            assertThat(shown.at("/partitions/0/committed").asInt()).isEqualTo(1);
            assertThat(shown.at("/partitions/0/lagSeconds").asDouble()).isBetween(3_000d, 1e9);
        }
    }

    @Test
    void theAgeOfTheOldestDeadLetterIsKnownUntilItIsDealtWith() throws Exception {
        String topic = Topic.MERGE_EVENTS.deadLetters();
        try (LocalBroker broker = LocalBroker.start(LocalBroker.Settings.temporary());
                ServedConsole console =
                        new ServedConsole(broker.bootstrapServers(), "certconnect.console.lag.interval=1s");
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            broker.createTopics(List.of(new NewTopic(topic, 1, (short) 1)));
            send(broker.bootstrapServers(), topic, 3);

            await().untilAsserted(
                            () -> assertThat(oldestDeadLetter(console, topic)).isBetween(3_600d, 1e9));

            admin.deleteRecords(Map.of(new TopicPartition(topic, 0), RecordsToDelete.beforeOffset(3)))
                    .all()
                    .get(20, SECONDS);

            await().untilAsserted(
                            () -> assertThat(oldestDeadLetter(console, topic)).isZero());
        }
    }

    private static double oldestDeadLetter(ServedConsole console, String topic) {
        String series = "kafka_consumergroup_group_lag_seconds{group=\"dead-letters\",partition=\"0\",topic=\"" + topic
                + "\"} ";
        return console.get("/actuator/prometheus").lines().stream()
                .filter(line -> line.startsWith(series))
                .mapToDouble(line -> Double.parseDouble(line.substring(series.length())))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void prometheusGetsItAndOfADeletedTopicNoSeriesStays() throws Exception {
        String topic = topicWithThreeRecordsOfWhichOneIsProcessed("group-scraped");
        String labels = "{group=\"group-scraped\",partition=\"0\",topic=\"" + topic + "\"} ";
        try (ServedConsole console = console(SERVERS, "group-scraped", topic)) {
            measured(console);

            List<String> lines = console.get("/actuator/prometheus").lines();
            assertThat(lines)
                    .contains(
                            "kafka_consumergroup_group_lag" + labels + "2.0",
                            "kafka_consumergroup_group_last_stable_offset" + labels + "3.0",
                            "kafka_consumergroup_group_uncommitted_span" + labels + "0.0",
                            "kafka_consumergroup_group_members{group=\"group-scraped\"} 0.0",
                            "kafka_consumergroup_group_troubles{group=\"group-scraped\"} 0.0",
                            "kafka_consumergroup_group_status{group=\"group-scraped\",status=\"NO_MEMBERS\"} 1.0",
                            "kafka_consumergroup_group_status{group=\"group-scraped\",status=\"STOP\"} 0.0")
                    .anyMatch(line -> line.startsWith("kafka_consumergroup_group_lag_seconds" + labels))
                    .anyMatch(line -> line.startsWith("kafka_consumergroup_last_measurement_timestamp_seconds "));

            try (Admin admin = Admin.create(Map.of("bootstrap.servers", SERVERS))) {
                admin.deleteTopics(List.of(topic)).all().get(20, SECONDS);
            }

            await().untilAsserted(
                            () -> assertThat(console.get("/actuator/prometheus").lines())
                                    .contains("kafka_consumergroup_group_troubles{group=\"group-scraped\"} 1.0")
                                    .noneMatch(line -> line.contains(topic)));
        }
    }

    @Test
    void aMeasurementOutlivesTheBrokerAndSaysThatItIsStale() {
        try (LocalBroker broker = LocalBroker.start(LocalBroker.Settings.temporary());
                ServedConsole console = new ServedConsole(
                        broker.bootstrapServers(),
                        "certconnect.console.lag.interval=1s",
                        "certconnect.console.lag.stale-after=2s",
                        "certconnect.console.lag.kafka-properties.[request.timeout.ms]=400",
                        "certconnect.console.lag.kafka-properties.[default.api.timeout.ms]=500")) {
            measured(console);
            assertThat(console.get(READINESS).status()).isEqualTo(200);

            broker.stop();

            await().until(() -> console.get("/api/lag").json().get("stale").asBoolean());
            JsonNode stale = console.get("/api/lag").json();
            assertThat(stale.get("ageSeconds").asDouble()).isGreaterThan(2);
            assertThat(stale.get("trouble").asString()).isNotBlank();
            assertThat(stale.get("groups")).hasSize(6);
            assertThat(console.get(READINESS).status()).isEqualTo(503);
            assertThat(console.get(READINESS)
                            .json()
                            .at("/components/lag/details/trouble")
                            .asString())
                    .isEqualTo(stale.get("trouble").asString());
            assertThat(console.get(LIVENESS).status())
                    .as("a restart brings no broker back")
                    .isEqualTo(200);
            assertThat(console.get("/actuator/prometheus").lines())
                    .contains("kafka_consumergroup_group_members{group=\"badge-store\"} 0.0");

            broker.start();

            await().until(() -> !console.get("/api/lag").json().has("trouble"));
            assertThat(console.get("/api/lag").json().get("stale").asBoolean()).isFalse();
            assertThat(console.get(READINESS).status()).isEqualTo(200);
        }
    }

    @Test
    void untilAMeasurementSucceedsThereIsAProblemThatSaysWhy() {
        try (ServedConsole console = new ServedConsole(
                "localhost:1",
                "certconnect.console.lag.interval=2s",
                "certconnect.console.lag.kafka-properties.[request.timeout.ms]=400",
                "certconnect.console.lag.kafka-properties.[default.api.timeout.ms]=500")) {
            await().untilAsserted(() -> assertThat(
                            console.get("/api/lag").json().get("detail").asString())
                    .contains("the last because of", "after 2 seconds"));

            Answer answer = console.get("/api/lag");

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
            assertThat(answer.header("retry-after")).isEqualTo("2");
            assertThat(answer.json().get("type").asString()).endsWith("/not-measured-yet");
            assertThat(console.get(READINESS).status()).isEqualTo(503);
            assertThat(console.get(READINESS)
                            .json()
                            .at("/components/lag/details/measured")
                            .asString())
                    .isEqualTo("not yet");
            assertThat(console.get(LIVENESS).status()).isEqualTo(200);
            assertThat(console.get("/actuator/prometheus").response().body()).doesNotContain("kafka_consumergroup");
        }
    }

    /** As a pod that starts before the brokers' names are known. */
    @Test
    void aBrokerWhoseNameIsNotKnownIsWaitedFor() {
        try (ServedConsole console = new ServedConsole("broker.invalid:9092", "certconnect.console.lag.interval=1s")) {
            await().untilAsserted(() -> assertThat(
                            console.get("/api/lag").json().get("detail").asString())
                    .contains("No resolvable bootstrap urls"));
        }
    }

    private static ServedConsole console(String servers, String group, String topic) {
        return new ServedConsole(
                servers,
                "certconnect.console.lag.interval=1s",
                "certconnect.console.lag.more[0].group=" + group,
                "certconnect.console.lag.more[0].topics=" + topic);
    }

    private static Answer measured(ServedConsole console) {
        await().until(() -> console.get("/api/lag").status() == 200);
        return console.get("/api/lag");
    }

    private static String topicWithThreeRecordsOfWhichOneIsProcessed(String group) throws Exception {
        String topic = TestServices.freshTopic("lag", 1);
        send(SERVERS, topic, 3);
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", SERVERS))) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(1)))
                    .all()
                    .get(20, SECONDS);
        }
        return topic;
    }

    /** Records that are an hour old. */
    private static void send(String servers, String topic, int count) throws Exception {
        Map<String, Object> config = Map.of("bootstrap.servers", servers);
        long anHourAgo = System.currentTimeMillis() - 3_600_000;
        try (var producer = new KafkaProducer<>(config, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < count; i++) {
                producer.send(new ProducerRecord<>(topic, 0, anHourAgo, null, new byte[10]))
                        .get(20, SECONDS);
            }
        }
    }
}
