package io.certconnect.cli.send;

import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.StopSignal;
import io.certconnect.schemas.serde.RecordEncoder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** The second reading: sends every good line and waits until the broker has them all. */
final class Sending {

    private static final String SOURCE = "/certconnect/command-line";
    private static final int LISTED = 10;

    private final LineFormat format;
    private final RecordEncoder encoder;
    private final Producer<byte[], byte[]> producer;
    private final List<Message> first = new ArrayList<>();
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicReference<@Nullable Exception> failure = new AtomicReference<>();

    Sending(LineFormat format, RecordEncoder encoder, Producer<byte[], byte[]> producer) {
        this.format = format;
        this.encoder = encoder;
        this.producer = producer;
    }

    LineFormat format() {
        return format;
    }

    /** Each message, if they are few enough to be listed; else none. */
    List<Message> listed() {
        return first.size() > LISTED ? List.of() : first;
    }

    /** How many records the broker has acknowledged so far. */
    long acknowledged() {
        return acknowledged.get();
    }

    /** The first failure of a record that was sent; null if there was none. */
    @Nullable
    Exception failure() {
        return failure.get();
    }

    /**
     * Returns when all are acknowledged, one has failed, or the stop signal was given: then without the rest.
     *
     * @param expected how many good lines the check found
     * @throws CommandFailure if there are other lines now than were checked
     */
    void send(InputFile file, Check expected, Progress progress, StopSignal stop) throws IOException {
        long good = 0;
        long bad = 0;
        try (Lines lines = file.lines(format)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (stop.given() || failure.get() != null) {
                    producer.flush();
                    return;
                }
                switch (line) {
                    case Line.Good sendable -> {
                        if (first.size() <= LISTED) {
                            first.add(sendable.message());
                        }
                        producer.send(record(sendable.message()), (metadata, exception) -> note(exception));
                        good++;
                    }
                    case Line.Bad ignored -> bad++;
                }
                requireAsChecked(good <= expected.good() && bad <= expected.bad());
                progress.at(acknowledged.get());
            }
        } finally {
            producer.flush();
        }
        requireAsChecked(good == expected.good() && bad == expected.bad());
    }

    private static void requireAsChecked(boolean asChecked) {
        if (!asChecked) {
            throw CommandFailure.badInput("The file changed while it was being sent.");
        }
    }

    private void note(@Nullable Exception exception) {
        if (exception == null) {
            acknowledged.incrementAndGet();
            return;
        }
        failure.compareAndSet(null, exception);
    }

    private ProducerRecord<byte[], byte[]> record(Message message) {
        String topic = format.topic().topicName();
        SpecificRecord value = message.value();
        byte[] bytes = value == null ? null : encoder.encode(topic, value);
        ProducerRecord<byte[], byte[]> record =
                new ProducerRecord<>(topic, message.key().getBytes(StandardCharsets.UTF_8), bytes);
        Headers headers = record.headers();
        add(headers, "ce_specversion", "1.0");
        add(headers, "ce_id", message.id());
        add(headers, "ce_source", SOURCE);
        add(headers, "ce_type", format.topic().valueType().getName());
        add(headers, "ce_time", message.time().toString());
        add(headers, "content-type", "application/avro");
        return record;
    }

    private static void add(Headers headers, String name, String value) {
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }
}
