package io.certconnect.stores.intake;

import io.certconnect.schemas.Ids;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** What a database column takes. One bad value must cost its own record, not the batch it came with. */
final class Checked {

    private static final LocalDate FIRST_DAY = LocalDate.of(1, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final Instant FIRST_INSTANT = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST_INSTANT = Instant.parse("9999-12-31T23:59:59.999Z");

    private Checked() {}

    static String id(String field, String value) throws MalformedRecordException {
        if (!Ids.isValid(value)) {
            throw new MalformedRecordException(field + " is blank or over " + Ids.LONGEST + " characters long");
        }
        return value;
    }

    static LocalDate day(String field, LocalDate value) throws MalformedRecordException {
        if (value.isBefore(FIRST_DAY) || value.isAfter(LAST_DAY)) {
            throw new MalformedRecordException(field + " is not within the years 1 to 9999");
        }
        return value;
    }

    static @Nullable LocalDate dayOrNone(String field, @Nullable LocalDate value) throws MalformedRecordException {
        return value == null ? null : day(field, value);
    }

    static Instant time(String field, Instant value) throws MalformedRecordException {
        if (value.isBefore(FIRST_INSTANT) || value.isAfter(LAST_INSTANT)) {
            throw new MalformedRecordException(field + " is not within the years 1 to 9999");
        }
        return value;
    }

    static @Nullable Instant timeOrNone(String field, @Nullable Instant value) throws MalformedRecordException {
        return value == null ? null : time(field, value);
    }

    /** What the record's kind names. */
    static <T> T detail(String field, @Nullable T value) throws MalformedRecordException {
        if (value == null) {
            throw new MalformedRecordException("the kind names " + field + ", which is null");
        }
        return value;
    }
}
