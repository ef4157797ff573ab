package io.certconnect.cli.lines;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What the contract wants of texts beyond the schema; what breaks it would be rejected or become a dead letter. */
public final class Shape {

    /** Of ids, in UTF-16 units. */
    private static final int LONGEST_ID = 128;

    private Shape() {}

    public static void requireId(String field, String id) throws BadLineException {
        if (id.isBlank()) {
            throw new BadLineException(field + ": is blank");
        }
        if (id.length() > LONGEST_ID) {
            throw new BadLineException(field + ": is longer than " + LONGEST_ID + " characters");
        }
        requireText(field, id);
    }

    /** @param text null stands for a field that is left out */
    public static void requireText(String field, @Nullable String text) throws BadLineException {
        if (text == null) {
            return;
        }
        if (text.indexOf('\0') >= 0) {
            throw new BadLineException(field + ": holds the character U+0000");
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new BadLineException(field + ": holds half a character (a lone surrogate)");
        }
    }
}
