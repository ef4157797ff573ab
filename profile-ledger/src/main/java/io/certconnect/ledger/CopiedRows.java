package io.certconnect.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
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
    private static final int END = -1;
    private static final byte JSONB_VERSION = 1;
    private static final LocalDate FIRST_DAY = LocalDate.of(2000, 1, 1);
    private static final Instant EPOCH = FIRST_DAY.atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final int CHUNK_BYTES = 64 * 1024;

    private final ByteArrayOutputStream chunk = new ByteArrayOutputStream(2 * CHUNK_BYTES);
    private final DataOutputStream out = new DataOutputStream(chunk);

    private CopiedRows() {}

    /** Writes the fields of a row. */
    public interface Fields<T> {
        void of(T row, CopiedRows out) throws IOException;
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
            } catch (IOException impossible) {
                throw new IllegalStateException("writing to memory", impossible);
            } finally {
                if (copy.isActive()) {
                    copy.cancelCopy();
                }
            }
        });
    }

    private <T> void write(CopyIn copy, int columns, Collection<T> rows, Fields<T> fields)
            throws IOException, SQLException {
        out.write(SIGNATURE);
        out.writeInt(0); // no flags
        out.writeInt(0); // no more header
        for (T row : rows) {
            out.writeShort(columns);
            fields.of(row, this);
            if (chunk.size() >= CHUNK_BYTES) {
                send(copy);
            }
        }
        out.writeShort(END);
        send(copy);
    }

    private void send(CopyIn copy) throws SQLException {
        byte[] bytes = chunk.toByteArray();
        chunk.reset();
        copy.writeToCopy(bytes, 0, bytes.length);
    }

    public CopiedRows text(@Nullable Object value) throws IOException {
        return bytes(value == null ? null : value.toString().getBytes(UTF_8));
    }

    public CopiedRows bytes(byte @Nullable [] value) throws IOException {
        if (value == null) {
            out.writeInt(NULL);
            return this;
        }
        out.writeInt(value.length);
        out.write(value);
        return this;
    }

    public CopiedRows uuid(UUID value) throws IOException {
        out.writeInt(2 * Long.BYTES);
        out.writeLong(value.getMostSignificantBits());
        out.writeLong(value.getLeastSignificantBits());
        return this;
    }

    public CopiedRows int4(@Nullable Integer value) throws IOException {
        if (value == null) {
            return bytes(null);
        }
        out.writeInt(Integer.BYTES);
        out.writeInt(value);
        return this;
    }

    public CopiedRows int8(long value) throws IOException {
        out.writeInt(Long.BYTES);
        out.writeLong(value);
        return this;
    }

    public CopiedRows bool(@Nullable Boolean value) throws IOException {
        if (value == null) {
            return bytes(null);
        }
        out.writeInt(1);
        out.writeByte(value ? 1 : 0);
        return this;
    }

    /** Microseconds since 2000; what is finer is cut off. */
    public CopiedRows timestamptz(@Nullable Instant value) throws IOException {
        return value == null ? bytes(null) : int8(ChronoUnit.MICROS.between(EPOCH, value));
    }

    /** Days since 2000. */
    public CopiedRows date(@Nullable LocalDate value) throws IOException {
        return int4(value == null ? null : Math.toIntExact(ChronoUnit.DAYS.between(FIRST_DAY, value)));
    }

    public CopiedRows jsonb(String value) throws IOException {
        byte[] json = value.getBytes(UTF_8);
        out.writeInt(1 + json.length);
        out.writeByte(JSONB_VERSION);
        out.write(json);
        return this;
    }
}
