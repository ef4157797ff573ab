package io.certconnect.lag;

import java.nio.ByteBuffer;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/** Leaves keys and values alone: of a record only its place and time are wanted. */
final class Unread implements Deserializer<@Nullable Void> {

    @Override
    public @Nullable Void deserialize(String topic, byte[] data) {
        return null;
    }

    @Override
    public @Nullable Void deserialize(String topic, Headers headers, ByteBuffer data) {
        return null;
    }
}
