package io.certconnect.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.RecordEncoder;
import io.confluent.kafka.schemaregistry.client.MockSchemaRegistryClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Bytes and JSON that were once agreed on, for every shape of every record. The schema id in them is 1.
 *
 * <p>Where a change of the contract is meant, the new files are in {@code target/golden} after a failed run.
 */
@Tag("rules")
class GoldenSamplesTest {

    private static final Path AGREED = Path.of("src/test/resources/golden");
    private static final Path FOUND = Path.of("target/golden");

    private final MockSchemaRegistryClient registry = new MockSchemaRegistryClient();

    static Stream<Map.Entry<String, SpecificRecord>> samples() {
        return Samples.all().entrySet().stream();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void bytesStayAsAgreed(Map.Entry<String, SpecificRecord> sample) {
        byte[] framed = new RecordEncoder(registry, true).encode("any", sample.getValue());

        assertThat(HexFormat.of().formatHex(framed) + "\n").isEqualTo(agreed(sample.getKey() + ".hex", framed));
        assertThat(new RecordDecoder<>(sample.getValue().getClass(), registry).decode(framed))
                .isEqualTo(sample.getValue());
    }

    @ParameterizedTest
    @MethodSource("samples")
    void jsonStaysAsAgreed(Map.Entry<String, SpecificRecord> sample) {
        String json = JsonRecords.write(sample.getValue());

        assertThat(json + "\n").isEqualTo(agreed(sample.getKey() + ".json", json));
        assertThat(JsonRecords.read(sample.getValue().getClass(), json)).isEqualTo(sample.getValue());
    }

    @Test
    void everyAgreedSampleIsStillChecked() throws IOException {
        try (Stream<Path> files = Files.list(AGREED)) {
            assertThat(files.map(file -> file.getFileName().toString().replaceAll("\\..*", "")))
                    .containsOnlyElementsOf(Samples.all().keySet());
        }
    }

    private static String agreed(String name, byte[] found) {
        return agreed(name, HexFormat.of().formatHex(found));
    }

    private static String agreed(String name, String found) {
        try {
            Files.createDirectories(FOUND);
            Files.writeString(FOUND.resolve(name), found + "\n");
            Path agreed = AGREED.resolve(name);
            assertThat(agreed).exists();
            return Files.readString(agreed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
