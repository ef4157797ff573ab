package io.certconnect.cli.send;

import io.certconnect.cli.lines.InputFile;
import io.certconnect.cli.lines.Line;
import io.certconnect.cli.lines.LineFormat;
import io.certconnect.cli.lines.Lines;
import io.certconnect.cli.lines.Message;
import io.certconnect.cli.services.CloudEvents;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.schemas.serde.RecordEncoder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/** The second reading: sends every good line and waits until the broker has them all. */
final class Sending {

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
     * @param expected how many lines the check found
     * @param stop whether the stop signal was given
     * @throws CommandFailure if there are other lines now than were checked
     */
    void send(InputFile file, Check expected, Progress progress, BooleanSupplier stop) throws IOException {
        long good = 0;
        long bad = 0;
        try (Lines lines = file.lines(format)) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                if (stop.getAsBoolean() || failure.get() != null) {
                    producer.flush();
                    return;
                }
                switch (line) {
                    case Line.Good sendable -> {
                        good++;
                        requireAsChecked(good <= expected.good());
                        send(sendable.message());
                    }
                    case Line.Bad ignored -> {
                        bad++;
                        requireAsChecked(bad <= expected.bad());
                    }
                }
                progress.at(acknowledged.get());
            }
        } finally {
            producer.flush();
        }
        requireAsChecked(good == expected.good() && bad == expected.bad());
    }

    private void send(Message message) {
        if (first.size() <= LISTED) {
            first.add(message);
        }
        producer.send(record(message), (metadata, exception) -> note(exception));
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
        SpecificRecord value = message.value();
        byte[] bytes = value == null ? null : encoder.encode(format.topic().topicName(), value);
        return CloudEvents.record(format.topic(), message.key(), bytes, message.id(), message.time());
    }
}
