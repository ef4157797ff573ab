package io.certconnect.schemas.serde;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.certconnect.schemas.Samples;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.LearnActivityRecorded;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.Arrays;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
class UnreadableBytesTest {

    private static final String REQUEST_TEXT = Samples.REQUEST.toString();

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final RecordDecoder<ConnectRequested> decoder = new RecordDecoder<>(ConnectRequested.class, registry);
    private final byte[] good = encoded(Samples.connectRequested());

    @Test
    void nothingIsEmpty() {
        assertThat(reasonFor(null)).isEqualTo(Unreadable.EMPTY);
        assertThat(reasonFor(new byte[0])).isEqualTo(Unreadable.EMPTY);
    }

    @Test
    void anotherFirstByteIsBadMagic() {
        byte[] json = "{\"requestId\":1}".getBytes(UTF_8);

        assertThat(reasonFor(json)).isEqualTo(Unreadable.BAD_MAGIC);
        assertThat(reasonFor(new byte[] {1})).isEqualTo(Unreadable.BAD_MAGIC);
    }

    @Test
    void everyBeginningOfARecordIsTruncated() {
        for (int length = 1; length < good.length; length++) {
            assertThat(reasonFor(Arrays.copyOf(good, length)))
                    .as("%s of %s bytes", length, good.length)
                    .isEqualTo(Unreadable.TRUNCATED);
        }
    }

    @Test
    void aByteTooManyIsMalformed() {
        assertThat(reasonFor(Arrays.copyOf(good, good.length + 1))).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void anotherRecordIsTheWrongSchema() {
        byte[] activity = encoded(Samples.all().get("learn-activity-recorded"));

        assertThat(reasonFor(activity)).isEqualTo(Unreadable.WRONG_SCHEMA);
    }

    @Test
    void aSchemaOfThatNameThatTheRecordCannotBeReadFromIsTheWrongSchema() throws Exception {
        Schema other = new Schema.Parser()
                .parse("{\"type\":\"record\",\"name\":\"io.certconnect.v1.ConnectRequested\",\"fields\":[]}");
        int id = registry.register("other-value", new AvroSchema(other));

        assertThat(reasonFor(WireFormat.header(id))).isEqualTo(Unreadable.WRONG_SCHEMA);
    }

    @Test
    void aUuidThatIsNoneIsMalformed() {
        assertThat(reasonFor(replaced(REQUEST_TEXT, "not-a-uuid-at-all-but-36-bytes-long!")))
                .isEqualTo(Unreadable.MALFORMED);
        assertThat(reasonFor(requestWithId("1-1-1-1-1"))).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void textThatPostgresqlCannotStoreIsMalformed() {
        assertThat(reasonFor(replaced("learn-1", "learn\0001"))).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void textThatIsNotUtf8IsMalformedButAReplacementCharacterThatWasSentIsNot() {
        byte[] sent = encoded(ConnectRequested.newBuilder(Samples.connectRequested())
                .setLearnProfileId("learn-\uFFFD")
                .build());

        assertThat(reasonFor(replaced("learn-1", "learn-\u00ff"))).isEqualTo(Unreadable.MALFORMED);
        assertThat(decoder.decode(sent).getLearnProfileId()).isEqualTo("learn-\uFFFD");
    }

    @Test
    void anEnumOrUnionBeyondItsEndIsMalformed() {
        byte[] kind = good.clone();
        kind[indexOf(kind, "account-1") + "account-1".length()] = 20;
        byte[] union = good.clone();
        union[indexOf(union, "account-2") + "account-2".length() + 2] = 9;

        assertThat(reasonFor(kind)).isEqualTo(Unreadable.MALFORMED);
        assertThat(reasonFor(union)).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void aMessageNeverRepeatsWhatIsInTheBytes() {
        UnreadableRecordException thrown = catchThrowableOfType(
                UnreadableRecordException.class, () -> decoder.decode(requestWithId("secret@example.org")));

        assertThat(thrown).hasMessageNotContaining("secret").hasNoCause();
    }

    @Test
    void whateverBytesArriveTheyAreARecordOrUnreadable() {
        Random random = new Random(20260314);
        int read = 0;
        for (int round = 0; round < 50_000; round++) {
            byte[] bytes = good.clone();
            for (int change = 0; change <= random.nextInt(4); change++) {
                bytes[WireFormat.HEADER_LENGTH + random.nextInt(bytes.length - WireFormat.HEADER_LENGTH)] =
                        (byte) random.nextInt();
            }
            try {
                decoder.decode(bytes);
                read++;
            } catch (UnreadableRecordException e) {
                assertThat(e.reason()).isIn(Unreadable.MALFORMED, Unreadable.TRUNCATED);
            }
        }

        assertThat(read).isBetween(1, 49_999);
    }

    @Test
    void aNewerWritersSymbolIsReadAsUnknownAndItsNewFieldIsSkipped() throws Exception {
        Schema newer = new Schema.Parser()
                .parse(Topic.LEARN_ACTIVITY
                        .valueSchema()
                        .toString()
                        .replace("\"symbols\":[\"MODULE\"", "\"symbols\":[\"EVENT\",\"MODULE\"")
                        .replace(
                                "{\"name\":\"code\"",
                                "{\"name\":\"tags\",\"type\":{\"type\":\"array\",\"items\":\"string\"},\"default\":[]},"
                                        + "{\"name\":\"code\""));
        int id = registry.register("newer-value", new AvroSchema(newer));
        byte[] bytes = AvroBytes.start()
                .text("a")
                .text("l")
                .number(0)
                .number(1)
                .text("t")
                .number(0)
                .text("c")
                .text("title")
                .number(5)
                .number(6)
                .framed(id);

        LearnActivityRecorded read = new RecordDecoder<>(LearnActivityRecorded.class, registry).decode(bytes);

        assertThat(read.getKind().name()).isEqualTo("UNKNOWN");
        assertThat(read.getCode()).isEqualTo("c");
        assertThat(read.getVersion()).isEqualTo(6);
    }

    private Unreadable reasonFor(byte[] bytes) {
        UnreadableRecordException thrown =
                catchThrowableOfType(UnreadableRecordException.class, () -> decoder.decode(bytes));
        return thrown == null ? null : thrown.reason();
    }

    private byte[] encoded(SpecificRecord record) {
        return new RecordEncoder(registry, true).encode("any", record);
    }

    private byte[] requestWithId(String id) {
        int schemaId = WireFormat.schemaId(good);
        return AvroBytes.start()
                .text(id)
                .text("l")
                .number(0)
                .number(0)
                .number(0)
                .framed(schemaId);
    }

    /** Text of the same length in place of other text. */
    private byte[] replaced(String text, String replacement) {
        return new String(good, ISO_8859_1).replace(text, replacement).getBytes(ISO_8859_1);
    }

    private static int indexOf(byte[] bytes, String text) {
        return new String(bytes, ISO_8859_1).indexOf(text);
    }
}
