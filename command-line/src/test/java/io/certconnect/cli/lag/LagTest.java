package io.certconnect.cli.lag;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.local.testing.TestServices;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class LagTest {

    @Test
    void showsTheContractsGroupsThoughTheyNeverRan() {
        Result result = Program.run(Services.options(), "lag");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
                .contains("GROUP STATUS MEMBERS TOPIC LAG SECONDS UNCOMMITTED")
                .contains("merge-worker: no commits yet; counted from the beginning of the log")
                .anyMatch(line -> line.startsWith("badge-store NO_COMMITS 0 certification.records.v1 "))
                .anyMatch(line -> line.startsWith("badge-store NO_COMMITS 0 merge.events.v1 "));
    }

    @Test
    void showsPartitionsOfAGroupOfYourOwn() throws Exception {
        String topic = TestServices.freshTopic("lag", 2);
        sendOfAnHourAgo(topic, 3);
        commit("own-group", topic, 1);

        Result result = Program.run(Services.options(), "lag", "--group", "own-group", "--partitions", "--once");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out().lines().map(line -> line.replaceAll(" +", " ")))
                .anyMatch(line -> line.matches("own-group UNDECIDED no " + topic + " 0 1 2 36\\d\\d\\.\\d 0"))
                .contains("own-group OK no " + topic + " 1 none 0 0.0 0");
    }

    @Test
    void saysByItsExitCodeThatARecordWaitsTooLong() throws Exception {
        String topic = TestServices.freshTopic("lag", 1);
        sendOfAnHourAgo(topic, 1);
        commit("late-group", topic, 0);

        Result within = Program.run(Services.options(), "lag", "--group", "late-group", "--fail-over", "3h");
        Result over = Program.run(Services.options(), "lag", "--group", "late-group", "--fail-over", "60s");
        commit("late-group", topic, 1);
        Result caughtUp = Program.run(Services.options(), "lag", "--group", "late-group", "--fail-over", "60s");

        assertThat(within.exitCode()).isZero();
        assertThat(over.exitCode()).isEqualTo(1);
        assertThat(over.err()).contains("late-group is 36", "s behind, more than 60.0 s.");
        assertThat(caughtUp.exitCode()).isZero();
    }

    @Test
    void whatIsNotKnownIsTooLong() throws Exception {
        String topic = TestServices.freshTopic("lag", 1);
        commit("ahead-group", topic, 5);

        Result result = Program.run(Services.options(), "lag", "--group", "ahead-group", "--fail-over", "3h");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("How far ahead-group is behind is not wholly known.");
        assertThat(result.out()).contains("the committed offset 5 is beyond the log's end, 0");
    }

    @Test
    void writesJsonForPrograms() throws Exception {
        String topic = TestServices.freshTopic("lag", 1);
        sendOfAnHourAgo(topic, 3);
        commit("json-group", topic, 1);

        Result result = Program.run(Services.options(), "lag", "--group", "json-group", "--json");

        assertThat(result.lines()).hasSize(1);
        JsonNode group = new ObjectMapper().readTree(result.out()).at("/groups/0");
        assertThat(group.get("group").asText()).isEqualTo("json-group");
        assertThat(group.get("lag").asLong()).isEqualTo(2);
        assertThat(group.at("/partitions/0/lagSeconds").asDouble()).isGreaterThan(3_000);
        assertThat(group.at("/partitions/0/committed").asLong()).isEqualTo(1);
    }

    @Test
    void namesFieldsAsTheConsoleDoes() throws Exception {
        String described = Files.readString(Path.of("../console/src/main/resources/console/api/openapi.yaml"));
        JsonNode group = new ObjectMapper()
                .readTree(Program.run(Services.options(), "lag", "--group", "merge-worker", "--json")
                        .out())
                .at("/groups/0");

        List<String> names = new ArrayList<>();
        group.fieldNames().forEachRemaining(names::add);
        group.at("/partitions/0").fieldNames().forEachRemaining(names::add);

        assertThat(names).hasSizeGreaterThan(10).allMatch(name -> described.contains("\n        " + name + ":"));
    }

    @Test
    void aGroupThatNobodyKnowsIsNotFound() {
        Result result = Program.run(Services.options(), "lag", "--group", "conector-worker");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains("Kafka has no group conector-worker.");
    }

    private static void sendOfAnHourAgo(String topic, int count) throws Exception {
        try (Producer<byte[], byte[]> producer = Services.producer(Map.of())) {
            for (int i = 0; i < count; i++) {
                long anHourAgo = System.currentTimeMillis() - 3_600_000;
                producer.send(new ProducerRecord<>(topic, 0, anHourAgo, null, new byte[10]))
                        .get(20, SECONDS);
            }
        }
    }

    private static void commit(String group, String topic, long offset) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", Services.bootstrap()))) {
            admin.alterConsumerGroupOffsets(group, Map.of(new TopicPartition(topic, 0), new OffsetAndMetadata(offset)))
                    .all()
                    .get(20, SECONDS);
        }
    }
}
