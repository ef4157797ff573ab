package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.Unreadable;
import io.certconnect.schemas.serde.UnreadableRecordException;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sorts records into readable, kept and unreadable, one by one, so that a bad record does nothing to its neighbours.
 * Throws only for what passes, such as a registry that is away: then nothing at all is known about the record.
 *
 * @param <R> what the records of all its topics mean to the worker
 */
final class RecordReader<R> {

    /** How one topic is read. */
    private record Door<A extends SpecificRecord, R>(RecordDecoder<A> decoder, Intake<A, R> intake) {

        static <A extends SpecificRecord, R> Door<A, R> of(Intake<A, R> intake, SchemaRegistryClient registry) {
            return new Door<>(new RecordDecoder<>(intake.type(), registry), intake);
        }

        Reading<R> read(String key, byte @Nullable [] value) {
            return value == null ? intake.readTombstone(key) : intake.read(key, decoder.decode(value));
        }
    }

    private static final char REPLACEMENT = '\uFFFD';

    private final Map<String, Door<?, R>> doors = new HashMap<>();
    private final long maxRecordBytes;

    /**
     * @param intakes by topic; records of no other topic may come
     * @param maxRecordBytes key and value together; what is larger is not decoded
     */
    RecordReader(Map<String, Intake<?, R>> intakes, SchemaRegistryClient registry, long maxRecordBytes) {
        intakes.forEach((topic, intake) -> doors.put(topic, Door.of(intake, registry)));
        this.maxRecordBytes = maxRecordBytes;
    }

    Set<String> topics() {
        return Set.copyOf(doors.keySet());
    }

    Haul<R> readAll(Iterable<ConsumerRecord<byte[], byte[]>> records) {
        Haul<R> haul = Haul.empty();
        for (ConsumerRecord<byte[], byte[]> source : records) {
            sort(source, haul);
        }
        return haul;
    }

    private void sort(ConsumerRecord<byte[], byte[]> source, Haul<R> haul) {
        Reading<R> reading;
        try {
            reading = read(source);
        } catch (UnreadableRecordException unreadable) {
            haul.unreadable()
                    .add(new DeadLetter(
                            source,
                            reasonOf(unreadable.reason()),
                            String.valueOf(unreadable.getMessage()),
                            unreadable.getClass().getName()));
            return;
        }
        switch (reading) {
            case Reading.Readable<R> readable -> haul.arrivals().add(new Arrival<>(source, readable.value()));
            case Reading.Kept<R> kept -> haul.kept().add(new Arrival<>(source, kept));
            case Reading.Unreadable<R> dead ->
                haul.unreadable().add(new DeadLetter(source, dead.reason(), dead.detail()));
        }
    }

    private Reading<R> read(ConsumerRecord<byte[], byte[]> source) {
        long size = size(source.key()) + size(source.value());
        if (size > maxRecordBytes) {
            return new Reading.Unreadable<>(
                    DeadLetterReason.OVERSIZE, size + " bytes; at most " + maxRecordBytes + " are read");
        }
        String key;
        try {
            key = text(source.key());
        } catch (CharacterCodingException e) {
            return new Reading.Unreadable<>(DeadLetterReason.WRONG_KEY, "the key is not UTF-8");
        }
        return doorOf(source.topic()).read(key, source.value());
    }

    private Door<?, R> doorOf(String topic) {
        Door<?, R> door = doors.get(topic);
        if (door == null) {
            throw new IllegalStateException("a record of " + topic + ", which is not among " + doors.keySet());
        }
        return door;
    }

    private static DeadLetterReason reasonOf(Unreadable reason) {
        return switch (reason) {
            case EMPTY -> DeadLetterReason.EMPTY;
            case BAD_MAGIC -> DeadLetterReason.BAD_MAGIC;
            case TRUNCATED -> DeadLetterReason.TRUNCATED;
            case UNKNOWN_SCHEMA_ID -> DeadLetterReason.UNKNOWN_SCHEMA_ID;
            case WRONG_SCHEMA -> DeadLetterReason.WRONG_SCHEMA;
            case MALFORMED -> DeadLetterReason.MALFORMED;
        };
    }

    private static long size(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    private static String text(byte @Nullable [] bytes) throws CharacterCodingException {
        if (bytes == null) {
            return "";
        }
        // Lenient, which is quick; only what might be the replacement of something else is looked at again.
        String text = new String(bytes, UTF_8);
        return text.indexOf(REPLACEMENT) < 0
                ? text
                : UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
}
