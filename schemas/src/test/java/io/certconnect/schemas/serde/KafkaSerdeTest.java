package io.certconnect.schemas.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.schemas.Samples;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.ConnectRequested;
import io.confluent.kafka.schemaregistry.avro.AvroSchema;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

/** Set up by configuration alone, as upstream teams do. */
@Tag("rules")
class KafkaSerdeTest {

    private static final String TOPIC = "connect.requests.v1";

    private String url;
    private SchemaRegistryClient registry;

    @BeforeEach
    void ownRegistry(TestInfo test) {
        url = "mock://" + test.getTestMethod().orElseThrow().getName();
        registry = RegistryClients.of(Map.of(RegistryClients.URL, url));
    }

    @Test
    void readsEveryRecordOfTheContractWithOneDeserializer() {
        CertconnectAvroSerializer serializer = serializer(Map.of());
        CertconnectAvroDeserializer deserializer = deserializer();

        for (SpecificRecord sample : Samples.all().values()) {
            byte[] framed =
                    serializer.serialize("topic-of-" + sample.getSchema().getName(), sample);

            assertThat(deserializer.deserialize("any", framed)).isEqualTo(sample);
        }
    }

    @Test
    void aTombstoneStaysOne() {
        assertThat(serializer(Map.of()).serialize(TOPIC, null)).isNull();
        assertThat(deserializer().deserialize(TOPIC, null)).isNull();
    }

    @Test
    void registersTheSchemaThatOtherLanguagesRegisterFromTheSameFile() throws Exception {
        byte[] framed = serializer(Map.of()).serialize(TOPIC, Samples.connectRequested());

        Schema registered =
                (Schema) registry.getSchemaById(WireFormat.schemaId(framed)).rawSchema();

        assertThat(registered).isEqualTo(Topic.CONNECT_REQUESTS.valueSchema());
        assertThat(registered.toString()).doesNotContain("avro.java");
    }

    @Test
    void doesNotRegisterWhereToldNotTo() throws Exception {
        CertconnectAvroSerializer serializer = serializer(Map.of("auto.register.schemas", "false"));

        assertThatThrownBy(() -> serializer.serialize(TOPIC, Samples.connectRequested()))
                .isInstanceOf(UnregisteredSchemaException.class);
        assertThatThrownBy(() -> registry.getAllVersions(TOPIC + "-value")).hasMessageContaining("Subject Not Found");

        new SchemaRegistration(registry).registerAll();

        assertThat(serializer.serialize(TOPIC, Samples.connectRequested())).isNotEmpty();
    }

    @Test
    void takesTheLatestVersionWhereItLaysOutTheSameBytes() throws Exception {
        String documented =
                Topic.CONNECT_REQUESTS.valueSchema().toString().replace("\"doc\":\"", "\"doc\":\"Reworded: ");
        int id = registry.register(TOPIC + "-value", new AvroSchema(documented));
        CertconnectAvroSerializer serializer =
                serializer(Map.of("auto.register.schemas", false, "use.latest.version", true));

        byte[] framed = serializer.serialize(TOPIC, Samples.connectRequested());

        assertThat(WireFormat.schemaId(framed)).isEqualTo(id);
        assertThat(deserializer().deserialize(TOPIC, framed)).isEqualTo(Samples.connectRequested());
    }

    @Test
    void refusesALatestVersionThatLaysOutOtherBytes() throws Exception {
        registry.register(TOPIC + "-value", new AvroSchema(Topic.LEARN_ACTIVITY.valueSchema()));
        CertconnectAvroSerializer serializer =
                serializer(Map.of("auto.register.schemas", false, "use.latest.version", true));

        assertThatThrownBy(() -> serializer.serialize(TOPIC, Samples.connectRequested()))
                .isInstanceOf(UnregisteredSchemaException.class)
                .hasMessageContaining("use.latest.version");
    }

    @Test
    void anIncompleteRecordIsASerializationException() {
        ConnectRequested incomplete = new ConnectRequested();

        assertThatThrownBy(() -> serializer(Map.of()).serialize(TOPIC, incomplete))
                .isInstanceOf(SerializationException.class)
                .hasMessageContaining("ConnectRequested");
    }

    @Test
    void aRecordThatTheContractDoesNotHaveIsTheWrongSchema() throws Exception {
        Schema other = new Schema.Parser().parse("{\"type\":\"record\",\"name\":\"java.lang.Runtime\",\"fields\":[]}");
        byte[] framed = WireFormat.header(registry.register("other-value", new AvroSchema(other)));

        assertThatThrownBy(() -> deserializer().deserialize("other", framed))
                .isInstanceOfSatisfying(UnreadableRecordException.class, e -> assertThat(e.reason())
                        .isEqualTo(Unreadable.WRONG_SCHEMA));
    }

    @Test
    void aWrongSettingStopsTheStartAndNamesTheKey() {
        CertconnectAvroSerializer serializer = new CertconnectAvroSerializer();

        assertThatThrownBy(() -> serializer.configure(Map.of(), false))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url");
        assertThatThrownBy(() -> serializer.configure(Map.of(RegistryClients.URL, url), true))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("key.serializer");
    }

    @Test
    void registeringTheContractAgainChangesNothing() throws Exception {
        SchemaRegistration registration = new SchemaRegistration(registry);
        registration.registerAll();

        registration.registerAll();

        for (Topic topic : Topic.values()) {
            assertThat(registry.getAllVersions(topic.subject())).hasSize(1);
            assertThat(registry.getCompatibility(topic.subject())).isEqualTo("FULL_TRANSITIVE");
        }
    }

    private CertconnectAvroSerializer serializer(Map<String, ?> settings) {
        Map<String, Object> config = new HashMap<>(settings);
        config.put(RegistryClients.URL, url);
        CertconnectAvroSerializer serializer = new CertconnectAvroSerializer();
        serializer.configure(config, false);
        return serializer;
    }

    private CertconnectAvroDeserializer deserializer() {
        CertconnectAvroDeserializer deserializer = new CertconnectAvroDeserializer();
        deserializer.configure(Map.of(RegistryClients.URL, url), false);
        return deserializer;
    }
}
