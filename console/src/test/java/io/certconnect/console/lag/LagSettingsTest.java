package io.certconnect.console.lag;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.certconnect.lag.Watched;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

@Tag("rules")
class LagSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "bootstrap-servers, kafka",
        "bootstrap-servers, 'kafka:9092,'",
        "interval, 500ms",
        "interval, 11m",
        "looks, 2",
        "stale-after, 15s",
        "more[0].topics, topic",
        "kafka-properties.[bootstrap.servers], 'kafka:9092'"
    })
    void aBadSettingIsNamed(String key, String value) {
        assertThatThrownBy(() -> bind(Map.of(key, value)))
                .rootCause()
                .hasMessageContaining(key.startsWith("more") ? "more.group" : key.replaceFirst("\\.\\[.*", ""));
    }

    @Test
    void moreGroupsAreWatchedBesidesTheContractsAndTheDeadLetters() {
        LagSettings settings = bind(Map.of(
                "more[0].group", "reporting",
                "more[0].topics", "connect.events.v1,merge.events.v1",
                "more[1].group", "audit"));

        assertThat(settings.watched())
                .hasSize(Watched.catalogue().size() + 3)
                .containsAll(Watched.catalogue())
                .contains(
                        Watched.deadLetters(),
                        new Watched("reporting", Set.of("connect.events.v1", "merge.events.v1")),
                        new Watched("audit", Set.of()));
    }

    private static LagSettings bind(Map<String, String> given) {
        Map<String, String> all = new HashMap<>(Map.of("bootstrap-servers", "localhost:9092"));
        all.putAll(given);
        Map<String, String> prefixed = new HashMap<>();
        all.forEach((key, value) -> prefixed.put("certconnect.console.lag." + key, value));
        return new Binder(new MapConfigurationPropertySource(prefixed))
                .bind("certconnect.console.lag", LagSettings.class)
                .get();
    }
}
