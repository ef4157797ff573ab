package io.certconnect.ledger;

import java.util.Collection;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.support.SqlArrayValue;

/** Columns of a batch as PostgreSQL arrays: one statement, whatever the number of rows. */
final class SqlArrays {

    private SqlArrays() {}

    static <T> SqlArrayValue texts(Collection<T> rows, Function<? super T, @Nullable Object> column) {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        int next = 0;
        for (T row : rows) {
            Object value = column.apply(row);
            values[next++] = value == null ? null : value.toString();
        }
        return new SqlArrayValue("text", values);
    }

    static SqlArrayValue texts(Collection<?> values) {
        return texts(values, value -> value);
    }

    static <T> SqlArrayValue uuids(Collection<T> rows, Function<? super T, UUID> column) {
        return of("uuid", rows, column);
    }

    static <T> SqlArrayValue of(
            String type, Collection<T> rows, Function<? super T, ? extends @Nullable Object> column) {
        @Nullable Object[] values = new @Nullable Object[rows.size()];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new SqlArrayValue(type, values);
    }

    static <T> SqlArrayValue bytes(Collection<T> rows, Function<? super T, byte @Nullable []> column) {
        byte[] @Nullable [] values = new byte[rows.size()][];
        int next = 0;
        for (T row : rows) {
            values[next++] = column.apply(row);
        }
        return new SqlArrayValue("bytea", (Object[]) values);
    }
}
