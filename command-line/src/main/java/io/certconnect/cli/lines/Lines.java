package io.certconnect.cli.lines;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.schemas.json.JsonRecordException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads a file of JSON lines, one at a time and none longer than a limit, so that memory stays bounded. */
public final class Lines implements AutoCloseable {

    /** JSON is longer than Avro, and workers make dead letters of what is larger than 256 KB. */
    public static final int LONGEST_BYTES = 200 * 1024;

    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final InputStream input;
    private final LineFormat format;
    private final byte[] line = new byte[LONGEST_BYTES];
    private long number;

    /** @param input buffered; closed with this */
    public Lines(InputStream input, LineFormat format) {
        this.input = input;
        this.format = format;
    }

    /** The next line that is not blank; null at the end. */
    @Nullable
    public Line next() throws IOException {
        for (int next = input.read(); next >= 0; next = input.read()) {
            number++;
            int length = readRest(next);
            if (length > LONGEST_BYTES) {
                return new Line.Bad(number, "is longer than " + LONGEST_BYTES / 1024 + " KB");
            }
            Line read = parse(length);
            if (read != null) {
                return read;
            }
        }
        return null;
    }

    /** Reads to the end of the line; returns its length, which may be more than was kept. */
    private int readRest(int first) throws IOException {
        int length = 0;
        for (int next = first; next >= 0 && next != '\n'; next = input.read()) {
            if (length < LONGEST_BYTES) {
                line[length] = (byte) next;
            }
            length = Math.min(length + 1, LONGEST_BYTES + 1);
        }
        return length;
    }

    private @Nullable Line parse(int length) {
        try {
            String text = text(length);
            return text.isBlank() ? null : new Line.Good(number, format.read(object(text)));
        } catch (BadLineException | JsonRecordException e) {
            return new Line.Bad(number, String.valueOf(e.getMessage()));
        }
    }

    private String text(int length) throws BadLineException {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, 0, length))
                    .toString();
            return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new BadLineException("is not UTF-8");
        }
    }

    private static ObjectNode object(String text) throws BadLineException {
        try {
            JsonNode json = JSON.readTree(text);
            if (json instanceof ObjectNode object) {
                return object;
            }
            throw new BadLineException("is not a JSON object: {…}");
        } catch (JsonProcessingException e) {
            JsonLocation where = e.getLocation();
            throw new BadLineException(
                    "is not valid JSON" + (where == null ? "" : " at column " + where.getColumnNr()));
        }
    }

    @Override
    public void close() throws IOException {
        input.close();
    }
}
