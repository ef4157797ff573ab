package io.certconnect.connector.flow;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("flow")
class SettingsTest {

    @Test
    void aMisspeltOneStopsTheStartAndIsNamed() {
        Connecting connecting = new Connecting();

        assertThatThrownBy(() -> connecting
                        .start("one", Connecting.REQUESTS + "concurency=3")
                        .close())
                .rootCause()
                .hasMessageContaining("concurency");
    }
}
