package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/**
 * Where a record stands in a trace: W3C's {@code traceparent}, {@code 00-<trace id>-<span id>-<flags>} in lower case
 * hexadecimal digits, and of a later version whatever it adds behind another dash. What does not read as one is as if it
 * were not there: it neither disturbs a decision nor goes on with its event, whatever it is and however long.
 */
public final class TraceParent {

    public static final String HEADER = "traceparent";

    /** Of version 00; of later ones the part that is known (W3C Trace Context, "Versioning of traceparent"). */
    private static final int LENGTH = 55;
    /** What a later version may come to: an event must stay far from a message's limit. */
    private static final int MOST = 512;

    private static final int TRACE_ID = 3;
    private static final int SPAN_ID = 36;
    private static final int FLAGS = 53;
    private static final int SAMPLED = 1;

    private final byte[] text;

    private TraceParent(byte[] text) {
        this.text = text;
    }

    /** Null if there is none, or none that reads as one. */
    public static @Nullable TraceParent of(ConsumerRecord<?, ?> record) {
        Header header = record.headers().lastHeader(HEADER);
        byte[] text = header == null ? null : header.value();
        return text != null && isWellFormed(text) ? new TraceParent(text) : null;
    }

    /** Whether somebody upstream chose this record to be traced. */
    public static boolean isSampled(ConsumerRecord<?, ?> record) {
        TraceParent parent = of(record);
        return parent != null && parent.isSampled();
    }

    boolean isSampled() {
        return (Character.digit(text[FLAGS + 1], 16) & SAMPLED) != 0;
    }

    /** For what the record leads to: the same bytes however often it is redelivered. */
    public Header header() {
        return new RecordHeader(HEADER, text);
    }

    String traceId() {
        return new String(text, TRACE_ID, 32, US_ASCII);
    }

    String spanId() {
        return new String(text, SPAN_ID, 16, US_ASCII);
    }

    private static boolean isWellFormed(byte[] text) {
        return text.length >= LENGTH
                && isLengthOfVersion(text)
                && text[TRACE_ID - 1] == '-'
                && isId(text, TRACE_ID, SPAN_ID - 1)
                && text[SPAN_ID - 1] == '-'
                && isId(text, SPAN_ID, FLAGS - 1)
                && text[FLAGS - 1] == '-'
                && areDigits(text, FLAGS, LENGTH);
    }

    private static boolean isLengthOfVersion(byte[] text) {
        if (text[0] == '0' && text[1] == '0') {
            return text.length == LENGTH;
        }
        boolean isForbidden = text[0] == 'f' && text[1] == 'f';
        return areDigits(text, 0, 2)
                && !isForbidden
                && text.length <= MOST
                && (text.length == LENGTH || text[LENGTH] == '-');
    }

    /** All zeros stand for none. */
    private static boolean isId(byte[] text, int from, int to) {
        boolean zeros = true;
        for (int i = from; i < to; i++) {
            zeros &= text[i] == '0';
        }
        return !zeros && areDigits(text, from, to);
    }

    private static boolean areDigits(byte[] text, int from, int to) {
        for (int i = from; i < to; i++) {
            boolean digit = (text[i] >= '0' && text[i] <= '9') || (text[i] >= 'a' && text[i] <= 'f');
            if (!digit) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof TraceParent parent && Arrays.equals(text, parent.text);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(text);
    }

    @Override
    public String toString() {
        return new String(text, US_ASCII);
    }
}
