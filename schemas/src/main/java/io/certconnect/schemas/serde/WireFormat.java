package io.certconnect.schemas.serde;

import java.nio.ByteBuffer;

/** Confluent's wire format: a zero, the schema's id as four bytes big-endian, the record. */
final class WireFormat {

    static final int HEADER_LENGTH = 1 + Integer.BYTES;

    private static final byte MAGIC = 0;

    private WireFormat() {}

    /** @throws UnreadableRecordException if the bytes do not begin as the format wants */
    static int schemaId(byte[] framed) {
        if (framed.length == 0) {
            throw noValue();
        }
        if (framed[0] != MAGIC) {
            throw new UnreadableRecordException(
                    Unreadable.BAD_MAGIC, "The first byte is not 0: this is not Confluent's wire format");
        }
        if (framed.length < HEADER_LENGTH) {
            throw new UnreadableRecordException(
                    Unreadable.TRUNCATED, "The bytes end within the schema id, after " + framed.length);
        }
        return ByteBuffer.wrap(framed).getInt(1);
    }

    static UnreadableRecordException noValue() {
        return new UnreadableRecordException(Unreadable.EMPTY, "There is no value");
    }

    static byte[] header(int schemaId) {
        return ByteBuffer.allocate(HEADER_LENGTH).put(MAGIC).putInt(schemaId).array();
    }
}
