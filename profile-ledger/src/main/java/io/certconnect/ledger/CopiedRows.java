package io.certconnect.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyIn;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Rows on their way into a table by COPY, in its binary format: PostgreSQL parses nothing and writes whole pages at a
 * time. Layout: PostgreSQL's documentation of COPY, "Binary Format"; of the fields, that of each type's receive function.
 *
 * <p>A row's fields are given in the order of the columns, and all of them: PostgreSQL refuses a row that lacks one.
 */
public final class CopiedRows {

    private static final byte[] SIGNATURE = {'P', 'G', 'C', 'O', 'P', 'Y', '\n', (byte) 0xff, '\r', '\n', 0};
    private static final int NULL = -1;
    private static final short END = -1;
    private static final byte JSONB_VERSION = 1;
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final Instant EPOCH = FIRST_DAY.atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final int CHUNK_BYTES = 64 * 1024;

    private final GrowingBuffer chunk = new GrowingBuffer(2 * CHUNK_BYTES);

    private CopiedRows() {}

    /** Writes the fields of a row. */
    public interface Fields<T> {
        void of(T row, CopiedRows out);
    }

    /**
     * Copies rows in the transaction of the caller.
     *
     * @param columns those that the fields are of, in their order; others get their defaults
     * @throws org.springframework.dao.DataAccessException as any statement: a duplicate key, say
     */
    public static <T> void into(
            JdbcTemplate jdbc, String table, List<String> columns, Collection<T> rows, Fields<T> fields) {
        String statement = "copy " + table + " (" + String.join(", ", columns) + ") from stdin (format binary)";
        jdbc.execute((Connection connection) -> {
            CopyIn copy = connection.unwrap(PGConnection.class).getCopyAPI().copyIn(statement);
            try {
                new CopiedRows().write(copy, columns.size(), rows, fields);
                return copy.endCopy();
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    private <T> void write(CopyIn copy, int columns, Collection<T> rows, Fields<T> fields) throws SQLException {
        chunk.room(SIGNATURE.length).put(SIGNATURE);
        chunk.room(2 * Integer.BYTES).putInt(0).putInt(0); // no flags, no more header
        for (T row : rows) {
            chunk.room(Short.BYTES).putShort((short) columns);
            fields.of(row, this);
            if (chunk.size() >= CHUNK_BYTES) {
                send(copy);
            }
        }
        chunk.room(Short.BYTES).putShort(END);
        send(copy);
    }

    private void send(CopyIn copy) throws SQLException {
        copy.writeToCopy(chunk.array(), 0, chunk.size());
        chunk.clear();
    }

    /** The length of a field, and room for it. */
    private ByteBuffer field(int bytes) {
        return chunk.room(Integer.BYTES + bytes).putInt(bytes);
    }

    private CopiedRows none() {
        chunk.room(Integer.BYTES).putInt(NULL);
        return this;
    }

    public CopiedRows text(@Nullable Object value) {
        return value == null ? none() : bytes(value.toString().getBytes(UTF_8));
    }

    public CopiedRows bytes(byte @Nullable [] value) {
        if (value == null) {
            return none();
        }
        field(value.length).put(value);
        return this;
    }

    public CopiedRows uuid(UUID value) {
        field(2 * Long.BYTES).putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
        return this;
    }

    public CopiedRows int4(@Nullable Integer value) {
        if (value == null) {
            return none();
        }
        field(Integer.BYTES).putInt(value);
        return this;
    }

    public CopiedRows int8(long value) {
        field(Long.BYTES).putLong(value);
        return this;
    }

    public CopiedRows bool(@Nullable Boolean value) {
        if (value == null) {
            return none();
        }
        field(1).put((byte) (value ? 1 : 0));
        return this;
    }

    /** Microseconds since 2000; what is finer is cut off. */
    public CopiedRows timestamptz(@Nullable Instant value) {
        return value == null ? none() : int8(ChronoUnit.MICROS.between(EPOCH, value));
    }

    /** Days since 2000. */
    public CopiedRows date(@Nullable LocalDate value) {
        return int4(value == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(FIRST_DAY, value)));
    }

    public CopiedRows jsonb(String value) {
        byte[] json = value.getBytes(UTF_8);
        field(1 + json.length).put(JSONB_VERSION).put(json);
        return this;
    }
}
