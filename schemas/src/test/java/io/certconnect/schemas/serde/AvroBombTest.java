package io.certconnect.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.LearnActivityRecorded;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.time.Duration;
import java.util.Arrays;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A few bytes that ask for gigabytes, or for hours. The limit is there to end a test that fails, not to measure. */
@Tag("rules")
class AvroBombTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);
    private static final String ID = "3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90";

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    @Test
    void aTextOfTwoGigabytesIsRefusedBeforeItIsAllocated() {
        AvroBytes bytes = AvroBytes.start().text(ID).number(Integer.MAX_VALUE - 8);

        assertThat(reading(ConnectRequested.class, bytes, requestSchema())).isEqualTo(Unreadable.TRUNCATED);
    }

    @Test
    void aLengthBeyondAnIntIsNotTakenForItsLowerHalf() {
        AvroBytes bytes = AvroBytes.start().text(ID).number((1L << 32) + 1);
        bytes.out().write('l');
        bytes.number(0).number(0).number(0);

        assertThat(reading(ConnectRequested.class, bytes, requestSchema())).isEqualTo(Unreadable.TRUNCATED);
    }

    /** Avro limits such items too where its reader is used; this limit does not depend on that. */
    @Test
    void blocksTogetherCannotClaimMoreItemsThanThereAreBytes() {
        byte[] twoBlocks = AvroBytes.start().number(6).number(6).framed(1);
        byte[] bytes = Arrays.copyOf(twoBlocks, WireFormat.HEADER_LENGTH + 10);
        BoundedDecoder decoder = new BoundedDecoder(bytes, WireFormat.HEADER_LENGTH);

        assertThat(decoder.readArrayStart()).isEqualTo(6);
        assertThatThrownBy(decoder::arrayNext)
                .isInstanceOfSatisfying(MalformedBytesException.class, e -> assertThat(e.reason())
                        .isEqualTo(Unreadable.MALFORMED));
    }

    @Test
    void aNegativeLengthIsMalformed() {
        AvroBytes bytes = AvroBytes.start().text(ID).number(-1).number(0);

        assertThat(reading(ConnectRequested.class, bytes, requestSchema())).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void anArrayOfBillionsIsRefusedBeforeItIsAllocated() {
        AvroBytes billions = AvroBytes.start().text(ID).text("l").number(Long.MAX_VALUE / 2);
        AvroBytes negative =
                AvroBytes.start().text(ID).text("l").number(Long.MIN_VALUE).number(0);

        assertThat(reading(ConnectRequested.class, billions, requestSchema())).isEqualTo(Unreadable.TRUNCATED);
        assertThat(reading(ConnectRequested.class, negative, requestSchema())).isEqualTo(Unreadable.TRUNCATED);
    }

    @Test
    void aNumberThatNeverEndsIsMalformed() {
        AvroBytes bytes = AvroBytes.start();
        for (int i = 0; i < 11; i++) {
            bytes.out().write(0xFF);
        }

        assertThat(reading(ConnectRequested.class, bytes, requestSchema())).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void itemsWithoutContentCannotOutnumberTheBytesHoweverManyBlocksClaimThem() {
        Schema writer = activityWith("{\"type\":\"array\",\"items\":\"null\"}");
        AvroBytes once = beforeCode().number(1L << 60).number(0);
        AvroBytes inBlocks = beforeCode();
        for (int block = 0; block < 300_000; block++) {
            inBlocks.number(500_000);
        }

        assertThat(reading(LearnActivityRecorded.class, once, writer)).isEqualTo(Unreadable.TRUNCATED);
        assertThat(reading(LearnActivityRecorded.class, inBlocks, writer)).isEqualTo(Unreadable.MALFORMED);
    }

    @Test
    void aRecordNestedWithoutEndIsMalformed() {
        Schema writer = activityWith(
                "{\"type\":\"record\",\"name\":\"Nested\",\"fields\":[{\"name\":\"inner\",\"type\":[\"null\",\"Nested\"]}]}");
        AvroBytes bytes = beforeCode();
        for (int depth = 0; depth < 900_000; depth++) {
            bytes.number(1);
        }

        assertThat(reading(LearnActivityRecorded.class, bytes, writer)).isEqualTo(Unreadable.MALFORMED);
    }

    private Unreadable reading(Class<? extends SpecificRecord> type, AvroBytes bytes, Schema writer) {
        RecordDecoder<?> decoder = new RecordDecoder<>(type, registry);
        return Assertions.assertTimeoutPreemptively(LIMIT, () -> {
            byte[] framed = bytes.framed(registry.register("any-value", new AvroSchema(writer)));
            return catchThrowableOfType(UnreadableRecordException.class, () -> decoder.decode(framed))
                    .reason();
        });
    }

    private static Schema requestSchema() {
        return Topic.CONNECT_REQUESTS.valueSchema();
    }

    /** The activity's schema as a newer writer might have it: with one more field, which the reader skips. */
    private static Schema activityWith(String type) {
        String json = Topic.LEARN_ACTIVITY.valueSchema().toString();
        return new Schema.Parser()
                .parse(json.replace(
                        "{\"name\":\"code\"", "{\"name\":\"more\",\"type\":" + type + "},{\"name\":\"code\""));
    }

    private static AvroBytes beforeCode() {
        return AvroBytes.start().text("a").text("l").number(0);
    }
}
