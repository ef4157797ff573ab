package io.certconnect.ledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * What a request said, in 32 bytes (SHA-256): equal for two requests that say the same. It is taken over the meaning,
 * field by field, not over the record's bytes, so that a producer may change its schema version or JSON library between
 * two deliveries.
 */
public final class PayloadHash {

    private static final int USUAL_BYTES = 256;

    private final byte[] bytes;

    private PayloadHash(byte[] bytes) {
        this.bytes = bytes;
    }

    static PayloadHash ofStored(byte[] bytes) {
        return new PayloadHash(bytes);
    }

    byte[] toBytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PayloadHash that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }

    /** Takes a request's fields, in a fixed order, each told from its neighbours by its length. */
    public static final class Hashing {

        /** A copy of it costs less than to have the platform look for its provider each time. */
        private static final MessageDigest SHA_256 = sha256();

        private final GrowingBuffer fields = new GrowingBuffer(USUAL_BYTES);

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-256", e);
            }
        }

        /** Adds a text; null is told apart from the empty text. */
        public Hashing add(@Nullable String text) {
            if (text == null) {
                return length(-1);
            }
            byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
            length(encoded.length);
            fields.room(encoded.length).put(encoded);
            return this;
        }

        public Hashing add(boolean flag) {
            fields.room(1).put((byte) (flag ? 1 : 0));
            return this;
        }

        /** Adds the number of elements that follow. */
        public Hashing length(int length) {
            fields.room(Integer.BYTES).putInt(length);
            return this;
        }

        public PayloadHash done() {
            try {
                MessageDigest digest = (MessageDigest) SHA_256.clone();
                digest.update(fields.array(), 0, fields.size());
                return new PayloadHash(digest.digest());
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("the platform's own SHA-256 can be copied", e);
            }
        }
    }
}
