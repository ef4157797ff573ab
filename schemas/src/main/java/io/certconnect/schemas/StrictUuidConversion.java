package io.certconnect.schemas;

import java.util.HexFormat;
import java.util.UUID;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Conversions;
import org.apache.avro.LogicalType;
import org.apache.avro.Schema;

/**
 * Takes for a UUID only its full text. Java's own parser also takes {@code 1-1-1-1-1}, and two different texts must not
 * become the same request. Every generated class uses it (see the pom).
 */
public final class StrictUuidConversion extends Conversions.UUIDConversion {

    private static final int LENGTH = 36;

    /** @throws AvroTypeException if the text is none */
    @Override
    public UUID fromCharSequence(CharSequence value, Schema schema, LogicalType type) {
        if (!isUuid(value)) {
            throw new AvroTypeException("Not a UUID");
        }
        return UUID.fromString(value.toString());
    }

    /** Whether that is the text of a UUID: 32 hexadecimal digits, and four dashes in their places. */
    public static boolean isUuid(CharSequence text) {
        if (text.length() != LENGTH) {
            return false;
        }
        for (int i = 0; i < LENGTH; i++) {
            boolean dash = i == 8 || i == 13 || i == 18 || i == 23;
            if (dash ? text.charAt(i) != '-' : !HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }
}
