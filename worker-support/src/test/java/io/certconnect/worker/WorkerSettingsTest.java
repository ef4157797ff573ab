package io.certconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Tag("rules")
class WorkerSettingsTest {

    private final Map<String, String> properties = new HashMap<>(Map.of(
            "worker.bootstrap-servers", "localhost:9092, [::1]:9093",
            "worker.group", "connector-worker"));

    @Test
    void areBoundWithDefaults() {
        WorkerSettings settings = bind();

        assertThat(settings.instance()).isNotBlank();
        assertThat(settings).isEqualTo(WorkerSettings.of("localhost:9092, [::1]:9093", "connector-worker"));
    }

    @Test
    void passKafkaPropertiesToEveryClient() {
        properties.put("worker.kafka-properties.security.protocol", "SSL");
        KafkaSettings kafka = new KafkaSettings(bind());

        assertThat(kafka.consumer(0)).containsEntry("security.protocol", "SSL");
        assertThat(kafka.producer(0)).containsEntry("security.protocol", "SSL");
        assertThat(kafka.admin()).containsEntry("security.protocol", "SSL");
    }

    @Test
    void leaveKeysToThoseWhoKnowThem() {
        properties.put("worker.kafka-properties.my.own.handler.setting", "anything");

        assertThat(new KafkaSettings(bind()).admin()).containsEntry("my.own.handler.setting", "anything");
    }

    @Test
    void letWhatIsTunedBeTunedOtherwise() {
        properties.put("worker.kafka-properties.batch.size", "16384");
        properties.put("worker.kafka-properties.fetch.max.bytes", "500000");
        properties.put("worker.kafka-properties.fetch.min.bytes", "1");
        properties.put("worker.kafka-properties.fetch.max.wait.ms", "5");
        KafkaSettings kafka = new KafkaSettings(bind());

        assertThat(kafka.producer(0)).containsEntry("batch.size", "16384");
        assertThat(kafka.consumer(0))
                .containsEntry("fetch.max.bytes", "500000")
                .containsEntry("fetch.min.bytes", "1")
                .containsEntry("fetch.max.wait.ms", "5");
    }

    @Test
    void nameEachLoopsTransactionalIdByGroupInstanceAndIndex() {
        properties.put("worker.instance", "pod-3");

        assertThat(new KafkaSettings(bind()).producer(1)).containsEntry("transactional.id", "connector-worker-pod-3-1");
    }

    @ParameterizedTest
    @CsvSource({
        "bootstrap-servers, localhost",
        "bootstrap-servers, ''",
        "group, a group",
        "instance, a/b",
        "concurrency, 0",
        "max-record-size, 0B",
        "max-record-size, 1GB",
        "max-event-size, -1B",
        "backoff-min, 0s",
        "backoff-max, 1ms",
        "backoff-max, 2m",
        "kafka-properties.isolation.level, read_uncommitted",
        "kafka-properties.enable.auto.commit, true",
        "kafka-properties.transactional.id, mine",
        "kafka-properties.group.id, mine",
        "kafka-properties.max.request.size, 1",
        "kafka-properties.security.protocol, FOO",
        "kafka-properties.fetch.min.bytes, many",
        "kafka-properties.sasl.login.callback.handler.class, io.certconnect.Absent",
    })
    void refuseABadValueByTheNameOfItsKey(String key, String value) {
        properties.put("worker." + key, value);

        assertThatThrownBy(this::bind).rootCause().hasMessageStartingWith(key + " ");
    }

    private WorkerSettings bind() {
        return new Binder(new MapConfigurationPropertySource(properties))
                .bind("worker", WorkerSettings.class)
                .get();
    }
}
