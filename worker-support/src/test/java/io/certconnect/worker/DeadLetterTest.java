package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What lies on the dead letter topic of a real broker. */
@Tag("worker")
class DeadLetterTest extends WorkerBench {

    @BeforeEach
    void createTopics() {
        RealKafka.create(topic, letters, events);
    }

    @Test
    void keepsKeyBytesAndHeadersAndSaysWhereFromAndWhy() {
        byte[] key = {(byte) 0xff, 0};
        byte[] value = {7, 1, 2};
        ProducerRecord<byte[], byte[]> poison = new ProducerRecord<>(topic, 2, 1234L, key, value);
        poison.headers().add("traceparent", "00-abc".getBytes(UTF_8));
        poison.headers().add("kafka_dlt-original-topic", "a lie".getBytes(UTF_8));

        ConsumerRecord<byte[], byte[]> letter = letterFor(poison);

        assertThat(letter.key()).isEqualTo(key);
        assertThat(letter.value()).isEqualTo(value);
        assertThat(text(letter, "traceparent")).isEqualTo("00-abc");
        assertThat(text(letter, "kafka_dlt-original-topic")).isEqualTo(topic);
        assertThat(header(letter, "kafka_dlt-original-partition")).isEqualTo(new byte[] {0, 0, 0, 2});
        assertThat(header(letter, "kafka_dlt-original-offset")).isEqualTo(new byte[8]);
        assertThat(ByteBuffer.wrap(header(letter, "kafka_dlt-original-timestamp"))
                        .getLong())
                .isEqualTo(1234);
        assertThat(text(letter, "kafka_dlt-original-timestamp-type")).isEqualTo("CreateTime");
        assertThat(text(letter, "kafka_dlt-original-consumer-group")).isEqualTo(group);
        assertThat(text(letter, "dlt-reason")).isEqualTo("WRONG_KEY");
        assertThat(text(letter, "dlt-attempt")).isEqualTo("1");
        assertThat(text(letter, "dlt-worker-version")).isEqualTo("development");
    }

    @Test
    void namesTheClassOfTheErrorButQuotesNeitherStackNorPayload() {
        ConsumerRecord<byte[], byte[]> letter =
                letterFor(new ProducerRecord<>(topic, "ada".getBytes(UTF_8), "secret@example.org".getBytes(UTF_8)));

        assertThat(text(letter, "dlt-reason")).isEqualTo("BAD_MAGIC");
        assertThat(text(letter, "kafka_dlt-exception-fqcn"))
                .isEqualTo("io.certconnect.schemas.serde.UnreadableRecordException");
        letter.headers()
                .forEach(header -> assertThat(new String(header.value(), UTF_8)).doesNotContain("secret", "\tat "));
    }

    @Test
    void goesThoughTheRecordIsAsLargeAsItsTopicTakes() {
        byte[] value = new byte[1_048_400];
        new Random(1).nextBytes(value);

        ConsumerRecord<byte[], byte[]> letter = letterFor(new ProducerRecord<>(topic, null, value));

        assertThat(text(letter, "dlt-reason")).isEqualTo("OVERSIZE");
        assertThat(letter.value()).isEqualTo(value);
    }

    private ConsumerRecord<byte[], byte[]> letterFor(ProducerRecord<byte[], byte[]> poison) {
        try (KafkaProducer<byte[], byte[]> producer = RealKafka.producer(Map.of("max.request.size", 2_000_000))) {
            producer.send(poison);
        }
        start(settings());
        List<ConsumerRecord<byte[], byte[]>> found =
                await().atMost(Duration.ofSeconds(30)).until(() -> RealKafka.readAll(letters), all -> !all.isEmpty());
        assertThat(found).hasSize(1);
        return found.getFirst();
    }

    private static byte[] header(ConsumerRecord<byte[], byte[]> letter, String name) {
        return letter.headers().lastHeader(name).value();
    }

    private static String text(ConsumerRecord<byte[], byte[]> letter, String name) {
        return new String(header(letter, name), UTF_8);
    }
}
