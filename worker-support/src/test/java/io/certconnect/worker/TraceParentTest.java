package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("rules")
class TraceParentTest {

    private static final String SAMPLED = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

    @Test
    void isReadAndGoesOnAsItIs() {
        TraceParent parent = TraceParent.of(with(SAMPLED));

        assertThat(parent).hasToString(SAMPLED);
        assertThat(parent.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(parent.spanId()).isEqualTo("00f067aa0ba902b7");
        assertThat(parent.header().key()).isEqualTo("traceparent");
        assertThat(parent.header().value()).isEqualTo(SAMPLED.getBytes(UTF_8));
    }

    @ParameterizedTest
    @CsvSource({"00, false", "01, true", "02, false", "03, true", "ff, true", "fe, false"})
    void isSampledByTheLastBitOfTheFlags(String flags, boolean sampled) {
        ConsumerRecord<byte[], byte[]> record = with(SAMPLED.substring(0, 53) + flags);

        assertThat(TraceParent.of(record)).isNotNull();
        assertThat(TraceParent.isSampled(record)).isEqualTo(sampled);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "00",
                "00-abc",
                "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e473g-00f067aa0ba902b7-01",
                "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-0x",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more",
                "00_4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736_00f067aa0ba902b7-01",
                "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7_01",
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01more",
                "0g-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "ada.lovelace@example.org, who is fifty-five bytes long."
            })
    void whatDoesNotReadAsOneIsNone(String header) {
        assertThat(TraceParent.of(with(header))).isNull();
        assertThat(TraceParent.isSampled(with(header))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
                "fe-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-whatever comes with it"
            })
    void aLaterVersionIsReadAsFarAsItIsKnownAndGoesOnWhole(String header) {
        TraceParent parent = TraceParent.of(with(header));

        assertThat(parent).hasToString(header);
        assertThat(parent.traceId()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
        assertThat(parent.isSampled()).isTrue();
        assertThat(parent.header().value()).isEqualTo(header.getBytes(UTF_8));
    }

    @Test
    void aLaterVersionThatIsHugeIsNone() {
        assertThat(TraceParent.of(with("01" + SAMPLED.substring(2) + "-" + "0".repeat(456))))
                .isNotNull();
        assertThat(TraceParent.of(with("01" + SAMPLED.substring(2) + "-" + "0".repeat(457))))
                .isNull();
    }

    @Test
    void noHeaderAndAnEmptyHeaderAreNone() {
        ConsumerRecord<byte[], byte[]> record = Requests.raw(0, 0, null, null);

        assertThat(TraceParent.of(record)).isNull();
        record.headers().add("traceparent", null);
        assertThat(TraceParent.of(record)).isNull();
    }

    private static ConsumerRecord<byte[], byte[]> with(String header) {
        ConsumerRecord<byte[], byte[]> record = Requests.raw(0, 0, null, null);
        record.headers().add("traceparent", header.getBytes(UTF_8));
        return record;
    }
}
