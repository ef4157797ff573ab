package io.certconnect.schemas.serde;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.schemas.Samples;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectRequested;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is the record's fault and what is the registry's, over HTTP and with Confluent's client in between. */
@Tag("storage")
class RegistryFaultsTest {

    private static final byte[] SOME_RECORD = WireFormat.header(7);

    private StubRegistry registry;
    private SchemaRegistryClient client;
    private RecordDecoder<ConnectRequested> decoder;

    @BeforeEach
    void start() throws IOException {
        registry = new StubRegistry();
        client = RegistryClients.of(Map.of(RegistryClients.URL, registry.url()));
        decoder = new RecordDecoder<>(ConnectRequested.class, client);
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        registry.close();
    }

    @Test
    void aSchemaThatTheRegistryDoesNotHaveIsTheRecordsFault() {
        registry.answering(404, "{\"error_code\":40403,\"message\":\"Schema 7 not found\"}");

        assertThat(reason()).isEqualTo(Unreadable.UNKNOWN_SCHEMA_ID);
    }

    @ParameterizedTest
    @CsvSource({"404,<html>", "404,{}", "401,{}", "403,{}", "408,{}", "429,{}", "500,{}", "502,<html>", "503,{}"})
    void anyOtherRefusalIsTheRegistrysFault(int status, String body) {
        registry.answering(status, body);

        assertThatThrownBy(() -> decoder.decode(SOME_RECORD)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void anAnswerThatIsNoneIsTheRegistrysFault() {
        registry.answering(200, "<html>sign in</html>");

        assertThatThrownBy(() -> decoder.decode(SOME_RECORD)).isInstanceOf(RegistryUnavailableException.class);
    }

    @Test
    void noAnswerIsTheRegistrysFault() {
        registry.close();

        assertThatThrownBy(() -> decoder.decode(SOME_RECORD)).isInstanceOf(RegistryUnavailableException.class);
        assertThatThrownBy(() -> new RecordEncoder(client, true).encode("t", Samples.connectRequested()))
                .isInstanceOf(RegistryUnavailableException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"schemaType\":\"PROTOBUF\",\"schema\":\"message A {}\"}",
                "{\"schemaType\":\"JSON\",\"schema\":\"{}\"}",
                "{\"schema\":\"{\\\"type\\\":\\\"no such type\\\"}\"}"
            })
    void aSchemaThatIsNotAvroIsTheRecordsFault(String body) {
        registry.answering(200, body);

        assertThat(reason()).isEqualTo(Unreadable.WRONG_SCHEMA);
    }

    @Test
    void aSchemaOnceReadNeedsNoRegistryAnyMore() throws IOException {
        registry.answering(200, schemaAnswer());
        byte[] framed = AvroBytes.start()
                .text(Samples.REQUEST.toString())
                .text("learn-1")
                .number(0)
                .number(0)
                .number(0)
                .framed(7);
        decoder.decode(framed);
        registry.close();

        assertThat(decoder.decode(framed).getLearnProfileId()).isEqualTo("learn-1");
    }

    @Test
    void aRecordThatFailedForTheRegistryIsReadOnceItAnswers() throws IOException {
        registry.answering(503, "{}");
        byte[] framed = AvroBytes.start()
                .text(Samples.REQUEST.toString())
                .text("learn-1")
                .number(0)
                .number(0)
                .number(0)
                .framed(7);
        assertThatThrownBy(() -> decoder.decode(framed)).isInstanceOf(RegistryUnavailableException.class);

        registry.answering(200, schemaAnswer());

        assertThat(decoder.decode(framed).getRequestId()).isEqualTo(Samples.REQUEST);
    }

    @ParameterizedTest
    @CsvSource({"404,40401", "404,40403"})
    void sendingWhatIsNotRegisteredNamesTheSubjectAndTheWayOut(int status, int code) {
        registry.answering(status, "{\"error_code\":" + code + ",\"message\":\"not found\"}");

        assertThatThrownBy(() ->
                        new RecordEncoder(client, false).encode("connect.requests.v1", Samples.connectRequested()))
                .isInstanceOf(UnregisteredSchemaException.class)
                .hasMessageContaining("connect.requests.v1-value")
                .hasMessageContaining("auto.register.schemas=true");
    }

    @Test
    void sendingWhatTheRegistryRefusesIsNotTriedForEver() {
        registry.answering(409, "{\"error_code\":409,\"message\":\"incompatible\"}");

        assertThatThrownBy(() -> new RecordEncoder(client, true).encode("t", Samples.connectRequested()))
                .isInstanceOf(UnregisteredSchemaException.class)
                .hasMessageContaining("incompatible");
    }

    @Test
    void signsInAsConfluentsKeysSay() throws IOException {
        registry.answering(401, "{}");
        Map<String, Object> config = new HashMap<>();
        config.put(RegistryClients.URL, registry.url());
        config.put("basic.auth.credentials.source", "USER_INFO");
        config.put("basic.auth.user.info", "worker:secret");
        config.put("ssl.truststore.location", "of-kafka-not-of-the-registry");
        config.put("unset", null);

        try (SchemaRegistryClient signedIn = RegistryClients.of(config)) {
            assertThatThrownBy(() -> new RecordDecoder<>(ConnectRequested.class, signedIn).decode(SOME_RECORD))
                    .isInstanceOf(RegistryUnavailableException.class);
        }

        assertThat(registry.authorizations())
                .contains("Basic " + Base64.getEncoder().encodeToString("worker:secret".getBytes(US_ASCII)));
    }

    private Unreadable reason() {
        return catchThrowableOfType(UnreadableRecordException.class, () -> decoder.decode(SOME_RECORD))
                .reason();
    }

    private static String schemaAnswer() throws IOException {
        String schema = Topic.CONNECT_REQUESTS.valueSchema().toString();
        return new ObjectMapper().writeValueAsString(Map.of("schema", schema));
    }
}
