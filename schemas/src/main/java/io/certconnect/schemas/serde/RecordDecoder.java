package io.certconnect.schemas.serde;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.EOFException;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.avro.io.DatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * Bytes in Confluent's wire format to records of one type. Any number of threads may share one.
 *
 * <p>Malformed is what breaks Avro's encoding, and also: bytes left over after the record, text that is not UTF-8 or
 * contains U+0000 (PostgreSQL cannot store it), and a UUID that is none.
 *
 * <p>A schema id is asked for at the registry once; from then on it is read without the registry. An id that the registry
 * does not know is asked for again each time: it may be registered meanwhile.
 */
public final class RecordDecoder<T extends SpecificRecord> {

    private final String name;
    private final ContractReader<T> contract;
    private final WriterSchemas writerSchemas;
    private final Map<Integer, DatumReader<T>> readers = new ConcurrentHashMap<>();

    public RecordDecoder(Class<T> type, SchemaRegistryClient registry) {
        this.name = type.getSimpleName();
        this.contract = new ContractReader<>(type);
        this.writerSchemas = new WriterSchemas(registry);
    }

    /**
     * The record in those bytes.
     *
     * @param framed the bytes as they came; null (a tombstone) is {@link Unreadable#EMPTY}, so look for it before
     * @throws UnreadableRecordException if they hold none; the same bytes never will
     * @throws RegistryUnavailableException if the registry had to be asked and gave no answer; try again later
     */
    public T decode(byte @Nullable [] framed) {
        if (framed == null) {
            throw WireFormat.noValue();
        }
        int schemaId = WireFormat.schemaId(framed);
        return read(readerOf(schemaId), new BoundedDecoder(framed, WireFormat.HEADER_LENGTH));
    }

    private DatumReader<T> readerOf(int schemaId) {
        DatumReader<T> known = readers.get(schemaId);
        if (known != null) {
            return known;
        }
        DatumReader<T> reader = contract.reading(writerSchemas.byId(schemaId));
        readers.put(schemaId, reader);
        return reader;
    }

    /** Whatever reading throws, the bytes are why: reader and schemas are known to fit, and nothing else is involved. */
    private T read(DatumReader<T> reader, BoundedDecoder bytes) {
        T decoded;
        try {
            decoded = reader.read(null, bytes);
        } catch (MalformedBytesException e) {
            throw new UnreadableRecordException(e.reason(), name + ": " + e.getMessage());
        } catch (EOFException e) {
            throw new UnreadableRecordException(Unreadable.TRUNCATED, name + ": The bytes end before the record does");
        } catch (IOException | RuntimeException e) {
            throw malformed(
                    "The bytes do not follow the schema (" + e.getClass().getSimpleName() + ")");
        } catch (StackOverflowError e) {
            throw malformed("The record is nested too deep");
        }
        if (bytes.remainingBytes() > 0) {
            throw malformed(bytes.remainingBytes() + " bytes are left over after the record");
        }
        return decoded;
    }

    private UnreadableRecordException malformed(String message) {
        return new UnreadableRecordException(Unreadable.MALFORMED, name + ": " + message);
    }
}
