package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** One worker on two topics with records of different types. */
@Tag("worker")
class SeveralTopicsTest extends WorkerBench {

    private final String merges = "merges-" + UUID.randomUUID();
    private final String mergeLetters = merges + "-dlt";
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final RecordEncoder encoder = new RecordEncoder(requests.registry, true);

    @Test
    void readsEachTopicAsItsOwnTypeInOneGroup() {
        RealKafka.create(topic, letters, merges, mergeLetters, events);
        send(requests.from(topic, "ada"), merge("bob"), requests.from(topic, "cyd"), merge("dee"));

        start(worker());

        awaitAllCommitted();
        assertThat(RealKafka.textsOn(events))
                .containsExactlyInAnyOrder("ada", "bob into survivor", "cyd", "dee into survivor");
        assertThat(counted("certconnect.worker.records.read", topic)).isEqualTo(2);
        assertThat(counted("certconnect.worker.records.read", merges)).isEqualTo(2);
        assertThat(RealKafka.readAll(letters)).isEmpty();
        assertThat(RealKafka.readAll(mergeLetters)).isEmpty();
    }

    @Test
    void sendsWhatItCannotReadToTheDeadLettersOfItsOwnTopic() {
        RealKafka.create(topic, letters, merges, mergeLetters, events);
        ProducerRecord<byte[], byte[]> garbage = new ProducerRecord<>(topic, bytes("eve"), bytes("garbage"));
        ProducerRecord<byte[], byte[]> otherType =
                new ProducerRecord<>(merges, bytes("survivor"), requests.bytesOf("fay"));
        send(requests.from(topic, "ada"), garbage, merge("bob"), otherType, requests.from(topic, "newer"));

        start(worker());

        awaitAllCommitted();
        assertThat(RealKafka.textsOn(events)).containsExactlyInAnyOrder("ada", "bob into survivor");
        assertThat(RealKafka.readAll(letters)).singleElement().satisfies(letter -> isLetterOf(letter, garbage));
        assertThat(RealKafka.readAll(mergeLetters)).singleElement().satisfies(letter -> isLetterOf(letter, otherType));
        assertThat(deadLetters(topic, DeadLetterReason.BAD_MAGIC)).isEqualTo(1);
        assertThat(deadLetters(merges, DeadLetterReason.BAD_MAGIC)).isZero();
        assertThat(deadLetters(merges, DeadLetterReason.WRONG_SCHEMA)).isEqualTo(1);
        assertThat(counted("certconnect.worker.records.kept", topic)).isEqualTo(1);
        assertThat(counted("certconnect.worker.records.kept", merges)).isZero();
    }

    @Test
    void waitsForTheDeadLetterTopicOfEach() {
        RealKafka.create(topic, letters, merges, events);

        Worker<?> worker = start(worker());

        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(readiness(worker).getDetails().toString())
                        .contains("TOPIC_MISSING", "missing [" + mergeLetters + "]"));
        assertThat(worker.name()).isEqualTo(group + " on " + merges + ", " + topic);
    }

    @Test
    void isRefusedWithoutTopics() {
        assertThatThrownBy(() -> new Worker<>(settings(), Map.of(), ledger, Set.of(), requests.registry, meters))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(group);
    }

    private Worker<?> worker() {
        Map<String, Intake<?, String>> intakes = Map.of(topic, requests, merges, new Merges());
        return new Worker<>(settings(), intakes, ledger, Set.of(events), requests.registry, meters);
    }

    private void awaitAllCommitted() {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(RealKafka.lag(group, topic)).isZero();
            assertThat(RealKafka.lag(group, merges)).isZero();
        });
    }

    @SafeVarargs
    private static void send(ProducerRecord<byte[], byte[]>... records) {
        try (KafkaProducer<byte[], byte[]> producer = RealKafka.producer(Map.of())) {
            assertThat(Arrays.stream(records).map(producer::send).toList()).allSatisfy(sent -> sent.get());
        }
    }

    private ProducerRecord<byte[], byte[]> merge(String absorbedId) {
        MergeRequested request = MergeRequested.newBuilder()
                .setRequestId(UUID.randomUUID())
                .setAction(MergeAction.MERGE)
                .setSurvivorId("survivor")
                .setAbsorbedId(absorbedId)
                .setRequestedBy("support")
                .setTicket("T-1")
                .setReason("two accounts")
                .setRequestedAt(Instant.ofEpochMilli(1))
                .build();
        return new ProducerRecord<>(merges, bytes("survivor"), encoder.encode(merges, request));
    }

    private double counted(String meter, String source) {
        return meters.get(meter).tags("group", group, "topic", source).counter().count();
    }

    private double deadLetters(String source, DeadLetterReason reason) {
        return meters.get("certconnect.worker.dead.letters")
                .tags("group", group, "topic", source, "reason", reason.name())
                .counter()
                .count();
    }

    private static void isLetterOf(ConsumerRecord<byte[], byte[]> letter, ProducerRecord<byte[], byte[]> source) {
        assertThat(letter.key()).isEqualTo(source.key());
        assertThat(letter.value()).isEqualTo(source.value());
        assertThat(new String(
                        letter.headers()
                                .lastHeader(DeadLetterHeaders.ORIGINAL_TOPIC)
                                .value(),
                        UTF_8))
                .isEqualTo(source.topic());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static final class Merges implements Intake<MergeRequested, String> {

        @Override
        public Class<MergeRequested> type() {
            return MergeRequested.class;
        }

        @Override
        public Reading<String> read(String key, MergeRequested value) {
            return new Reading.Readable<>(value.getAbsorbedId() + " into " + key);
        }
    }
}
