package io.certconnect.schemas.serde;

import static io.certconnect.schemas.serde.MalformedBytesException.malformed;
import static io.certconnect.schemas.serde.MalformedBytesException.truncated;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from an array and believes none of the lengths in it.
 *
 * <p>A length is checked against the bytes that remain before anything of that size exists. The items of all arrays and
 * maps together may not outnumber the bytes: each takes one at least, unless its schema has no content, and a few bytes
 * could then make a reader spin for hours. So the work and the memory for a record are proportional to its size.
 *
 * <p>Text must be UTF-8 and must not contain U+0000, which PostgreSQL cannot store.
 */
final class BoundedDecoder extends Decoder {

    private final byte[] bytes;
    private int position;
    private long itemsLeft;

    BoundedDecoder(byte[] bytes, int start) {
        this.bytes = bytes;
        this.position = start;
        this.itemsLeft = remainingBytes();
    }

    @Override
    public int remainingBytes() {
        return bytes.length - position;
    }

    @Override
    public void readNull() {}

    @Override
    public boolean readBoolean() {
        byte value = next();
        if (value != 0 && value != 1) {
            throw malformed("A boolean is neither 0 nor 1");
        }
        return value == 1;
    }

    @Override
    public int readInt() {
        long value = readLong();
        if (value != (int) value) {
            throw malformed("A number is too large for an int");
        }
        return (int) value;
    }

    @Override
    public long readLong() {
        long encoded = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = next();
            encoded |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (encoded >>> 1) ^ -(encoded & 1);
            }
        }
        throw malformed("A number is longer than ten bytes");
    }

    @Override
    public float readFloat() {
        return Float.intBitsToFloat(
                Integer.reverseBytes(ByteBuffer.wrap(bytes, take(4), 4).getInt()));
    }

    @Override
    public double readDouble() {
        return Double.longBitsToDouble(
                Long.reverseBytes(ByteBuffer.wrap(bytes, take(8), 8).getLong()));
    }

    @Override
    public String readString() {
        int length = readLength();
        int start = take(length);
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (text.indexOf('\0') >= 0) {
            throw malformed("A text contains U+0000");
        }
        if (text.indexOf('\uFFFD') >= 0 && !isUtf8(start, length)) {
            throw malformed("A text is not UTF-8");
        }
        return text;
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) {
        return new Utf8(readString());
    }

    @Override
    public void skipString() {
        readString();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) {
        int length = readLength();
        byte[] copy = new byte[length];
        System.arraycopy(bytes, take(length), copy, 0, length);
        return ByteBuffer.wrap(copy);
    }

    @Override
    public void skipBytes() {
        take(readLength());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) {
        System.arraycopy(bytes, take(length), target, start, length);
    }

    @Override
    public void skipFixed(int length) {
        take(length);
    }

    @Override
    public int readEnum() {
        return readInt();
    }

    @Override
    public int readIndex() {
        return readInt();
    }

    @Override
    public long readArrayStart() {
        return readItemCount();
    }

    @Override
    public long arrayNext() {
        return readItemCount();
    }

    @Override
    public long skipArray() {
        return readItemCount();
    }

    @Override
    public long readMapStart() {
        return readItemCount();
    }

    @Override
    public long mapNext() {
        return readItemCount();
    }

    @Override
    public long skipMap() {
        return readItemCount();
    }

    /** A negative count is followed by the block's size in bytes, which a reader that skips may use; we walk through. */
    private long readItemCount() {
        long count = readLong();
        if (count < 0) {
            count = -count;
            readLength();
        }
        if (count < 0 || count > remainingBytes()) {
            throw truncated();
        }
        if (count > itemsLeft) {
            throw malformed("There are more items than bytes");
        }
        itemsLeft -= count;
        return count;
    }

    private int readLength() {
        long length = readLong();
        if (length < 0) {
            throw malformed("A length is negative");
        }
        if (length > remainingBytes()) {
            throw truncated();
        }
        return (int) length;
    }

    private byte next() {
        if (position >= bytes.length) {
            throw truncated();
        }
        return bytes[position++];
    }

    private int take(int length) {
        if (length > remainingBytes()) {
            throw truncated();
        }
        int start = position;
        position += length;
        return start;
    }

    private boolean isUtf8(int start, int length) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
