package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/** Addresses dead letters: key, value and headers as they were, and behind them where they come from and why. */
final class DeadLetters {

    private static final Logger log = LoggerFactory.getLogger(DeadLetters.class);

    private final String group;
    private final String version;

    DeadLetters(String group, String version) {
        this.group = group;
        this.version = version;
    }

    static String topicFor(String sourceTopic) {
        return sourceTopic + "-dlt";
    }

    ProducerRecord<byte[], byte[]> address(DeadLetter letter, int attempt) {
        ConsumerRecord<byte[], byte[]> source = letter.source();
        Headers headers = new RecordHeaders(source.headers().toArray());
        addOrigin(headers, source);
        add(headers, DeadLetterHeaders.REASON, letter.reason().name());
        add(headers, DeadLetterHeaders.DETAIL, letter.detail());
        add(headers, DeadLetterHeaders.ATTEMPT, Integer.toString(attempt));
        add(headers, DeadLetterHeaders.VERSION, version);
        if (letter.errorClass() != null) {
            add(headers, DeadLetterHeaders.ERROR_CLASS, letter.errorClass());
        }
        return new ProducerRecord<>(topicFor(source.topic()), null, source.key(), source.value(), headers);
    }

    /** One line for each topic and reason, whatever the number of letters: a broken producer must not flood the log. */
    void log(List<DeadLetter> letters) {
        Map<List<String>, List<DeadLetter>> alike = new LinkedHashMap<>();
        for (DeadLetter letter : letters) {
            List<String> kind = List.of(letter.source().topic(), letter.reason().name());
            alike.computeIfAbsent(kind, none -> new ArrayList<>()).add(letter);
        }
        alike.values().forEach(some -> log(some.getFirst(), some.size()));
    }

    private void log(DeadLetter first, int count) {
        ConsumerRecord<byte[], byte[]> source = first.source();
        LoggingEventBuilder line = log.atWarn()
                .addKeyValue(LogFields.LETTER_REASON, first.reason())
                .addKeyValue(LogFields.LETTER_TOPIC, source.topic())
                .addKeyValue(LogFields.LETTER_PARTITION, source.partition())
                .addKeyValue(LogFields.LETTER_OFFSET, source.offset())
                .addKeyValue(LogFields.LETTER_COUNT, count);
        TraceParent trace = TraceParent.of(source);
        if (trace != null) {
            line = line.addKeyValue(LogFields.TRACE, trace.traceId());
        }
        line.log(
                "{} sent {} records of {} to the dead letters: {}, the first is {}@{}: {}",
                group,
                count,
                source.topic(),
                first.reason(),
                new TopicPartition(source.topic(), source.partition()),
                source.offset(),
                first.detail());
    }

    private void addOrigin(Headers headers, ConsumerRecord<byte[], byte[]> source) {
        add(headers, DeadLetterHeaders.ORIGINAL_TOPIC, source.topic());
        headers.add(
                DeadLetterHeaders.ORIGINAL_PARTITION,
                ByteBuffer.allocate(Integer.BYTES).putInt(source.partition()).array());
        headers.add(DeadLetterHeaders.ORIGINAL_OFFSET, eightBytes(source.offset()));
        headers.add(DeadLetterHeaders.ORIGINAL_TIMESTAMP, eightBytes(source.timestamp()));
        add(
                headers,
                DeadLetterHeaders.ORIGINAL_TIMESTAMP_TYPE,
                source.timestampType().toString());
        add(headers, DeadLetterHeaders.CONSUMER_GROUP, group);
    }

    private static void add(Headers headers, String name, String text) {
        headers.add(name, text.getBytes(UTF_8));
    }

    private static byte[] eightBytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }
}
