/**
 * Records to bytes and back in Confluent's wire format: 0x00, the schema's id as four bytes big-endian, Avro binary.
 *
 * <p>Built for bytes that nobody vouches for: whatever arrives, decoding ends in a record, in an
 * {@link io.certconnect.schemas.serde.UnreadableRecordException} that says what is wrong with the bytes, or in a
 * {@link io.certconnect.schemas.serde.RegistryUnavailableException} that says that it is not their fault.
 */
@NullMarked
package io.certconnect.schemas.serde;

import org.jspecify.annotations.NullMarked;
