package io.certconnect.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.schemas.Samples;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Tag("rules")
class RoundTripTest {

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();
    private final RecordEncoder encoder = new RecordEncoder(registry, true);

    static Stream<SpecificRecord> samples() {
        return Samples.all().values().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsWhatItWrote(SpecificRecord sample) {
        byte[] framed = encoder.encode("any", sample);

        SpecificRecord read = new RecordDecoder<>(sample.getClass(), registry).decode(framed);

        assertThat(read).isEqualTo(sample).isInstanceOf(sample.getClass());
    }
}
