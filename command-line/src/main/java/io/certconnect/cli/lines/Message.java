package io.certconnect.cli.lines;

import java.time.Instant;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/**
 * What one line says, ready to be encoded.
 *
 * @param key the topic's key for it
 * @param value null for a tombstone
 * @param id names it as a CloudEvent
 * @param time when what it says happened
 */
public record Message(String key, @Nullable SpecificRecord value, String id, Instant time) {}
