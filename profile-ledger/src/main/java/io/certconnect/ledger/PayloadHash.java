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

        private final MessageDigest digest;

        public Hashing() {
            try {
                digest = MessageDigest.getInstance("SHA-256");
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
            digest.update(encoded);
            return this;
        }

        public Hashing add(boolean flag) {
            digest.update((byte) (flag ? 1 : 0));
            return this;
        }

        /** Adds the number of elements that follow. */
        public Hashing length(int length) {
            digest.update((byte) (length >>> 24));
            digest.update((byte) (length >>> 16));
            digest.update((byte) (length >>> 8));
            digest.update((byte) length);
            return this;
        }

        public PayloadHash done() {
            return new PayloadHash(digest.digest());
        }
    }
}
