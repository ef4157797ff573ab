package io.certconnect.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/**
 * Columns of a batch as PostgreSQL arrays: one statement, whatever the number of rows.
 *
 * <p>What an array is made of in Java decides how the driver sends it: texts, numbers and bytes go in binary, which spares
 * both sides the quoting; anything else goes as one long text.
 */
public final class SqlArrays {

    private SqlArrays() {}

    public static <T> SqlArrayValue texts(Collection<T> rows, Function<? super T, @Nullable Object> column) {
        return array("text", rows, String[]::new, row -> {
            Object value = column.apply(row);
            return value == null ? null : value.toString();
        });
    }

    public static SqlArrayValue texts(Collection<?> values) {
        return texts(values, value -> value);
    }

    /** As {@code int4}. */
    public static <T> SqlArrayValue ints(Collection<T> rows, Function<? super T, @Nullable Integer> column) {
        return array("int4", rows, Integer[]::new, column);
    }

    /** As {@code int8}. */
    public static <T> SqlArrayValue longs(Collection<T> rows, Function<? super T, @Nullable Long> column) {
        return array("int8", rows, Long[]::new, column);
    }

    public static <T> SqlArrayValue booleans(Collection<T> rows, Function<? super T, @Nullable Boolean> column) {
        return array("bool", rows, Boolean[]::new, column);
    }

    public static <T> SqlArrayValue uuids(Collection<T> rows, Function<? super T, UUID> column) {
        return array("uuid", rows, UUID[]::new, column);
    }

    /** As {@code timestamptz}. */
    public static <T> SqlArrayValue times(Collection<T> rows, Function<? super T, @Nullable Instant> column) {
        return array("timestamptz", rows, Instant[]::new, column);
    }

    public static <T> SqlArrayValue dates(Collection<T> rows, Function<? super T, @Nullable LocalDate> column) {
        return array("date", rows, LocalDate[]::new, column);
    }

    public static <T> SqlArrayValue bytes(Collection<T> rows, Function<? super T, byte @Nullable []> column) {
        return array("bytea", rows, byte[][]::new, column);
    }

    private static <T, C> SqlArrayValue array(
            String type,
            Collection<T> rows,
            IntFunction<@Nullable C[]> ofSize,
            Function<? super T, @Nullable C> column) {
        @Nullable C[] values = ofSize.apply(rows.size());
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new SqlArrayValue(type, (Object[]) values);
    }
}
