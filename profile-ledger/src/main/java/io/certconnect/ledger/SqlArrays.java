package io.certconnect.ledger;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Columns of a batch as PostgreSQL arrays: one statement, whatever the number of rows. */
public final class SqlArrays {

    private SqlArrays() {}

    public static <T> SqlArrayValue texts(Collection<T> rows, Function<? super T, @Nullable Object> column) {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        int next = 0;
        for (T row : rows) {
            Object value = column.apply(row);
            values[next++] = value == null ? null : value.toString();
        }
        return new SqlArrayValue("text", values);
    }

    public static SqlArrayValue texts(Collection<?> values) {
        return texts(values, value -> value);
    }

    public static <T> SqlArrayValue uuids(Collection<T> rows, Function<? super T, UUID> column) {
        return of("uuid", rows, column);
    }

    /** As {@code timestamptz}. */
    public static <T> SqlArrayValue times(Collection<T> rows, Function<? super T, @Nullable Instant> column) {
        return of("timestamptz", rows, row -> {
            Instant time = column.apply(row);
            return time == null ? null : time.toString();
        });
    }

    public static <T> SqlArrayValue dates(Collection<T> rows, Function<? super T, @Nullable LocalDate> column) {
        return of("date", rows, column);
    }

    /** As arrays of any type that the driver knows how to write. */
    public static <T> SqlArrayValue of(
            String type, Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new SqlArrayValue(type, values);
    }

    public static <T> SqlArrayValue bytes(Collection<T> rows, Function<? super T, byte @Nullable []> column) {
        byte[] @Nullable [] values = new byte[rows.size()][];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new SqlArrayValue("bytea", (Object[]) values);
    }
}
