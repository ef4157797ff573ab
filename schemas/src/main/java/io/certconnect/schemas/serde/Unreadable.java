package io.certconnect.schemas.serde;

/** What is wrong with bytes that are no record. Trying again does not help: they are the same bytes. */
public enum Unreadable {
    /** There is no value at all, or none of its bytes. */
    EMPTY,
    /** The first byte is not the zero that Confluent's format begins with. */
    BAD_MAGIC,
    /** The bytes end before the record does. */
    TRUNCATED,
    /** The registry answers that it has no schema of that id. */
    UNKNOWN_SCHEMA_ID,
    /** The schema is that of another record, or one that the expected record cannot be read from. */
    WRONG_SCHEMA,
    /** The bytes break a rule of the format or of the contract; see {@link RecordDecoder}. */
    MALFORMED
}
