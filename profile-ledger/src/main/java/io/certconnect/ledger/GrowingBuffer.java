package io.certconnect.ledger;

import java.nio.ByteBuffer;

/**
 * Bytes in memory, as many as come. A stream would take a lock for every number, and a decision is some twenty of them.
 */
final class GrowingBuffer {

    private ByteBuffer bytes;

    /** @param usual how many bytes it takes without having to grow */
    GrowingBuffer(int usual) {
        bytes = ByteBuffer.allocate(usual);
    }

    /** The buffer, with room for so many bytes more; to be asked for again before more are put. */
    ByteBuffer room(int more) {
        if (bytes.remaining() < more) {
            int needed = bytes.position() + more;
            bytes = ByteBuffer.allocate(Math.max(needed, 2 * bytes.capacity())).put(bytes.flip());
        }
        return bytes;
    }

    int size() {
        return bytes.position();
    }

    /** All bytes are from index 0 to {@link #size}; behind them there is anything. */
    byte[] array() {
        return bytes.array();
    }

    void clear() {
        bytes.clear();
    }
}
