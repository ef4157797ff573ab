package io.certconnect.schemas.serde;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;

/** Avro's encoding by hand, for bytes that no encoder would write. */
record AvroBytes(ByteArrayOutputStream out) {

    static AvroBytes start() {
        return new AvroBytes(new ByteArrayOutputStream());
    }

    AvroBytes number(long value) {
        long encoded = (value << 1) ^ (value >> 63);
        while ((encoded & ~0x7FL) != 0) {
            out.write((int) ((encoded & 0x7F) | 0x80));
            encoded >>>= 7;
        }
        out.write((int) encoded);
        return this;
    }

    AvroBytes text(String text) {
        number(text.getBytes(UTF_8).length);
        out.writeBytes(text.getBytes(UTF_8));
        return this;
    }

    byte[] framed(int schemaId) {
        ByteArrayOutputStream framed = new ByteArrayOutputStream();
        framed.writeBytes(WireFormat.header(schemaId));
        framed.writeBytes(out.toByteArray());
        return framed.toByteArray();
    }
}
