package io.certconnect.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
class PayloadHashTest {

    @Test
    void equalForTheSameFields() {
        assertThat(hash("a", "b")).isEqualTo(hash("a", "b")).hasSameHashCodeAs(hash("a", "b"));
    }

    @Test
    void tellsWhereOneFieldEndsAndTheNextBegins() {
        assertThat(hash("ab", "c")).isNotEqualTo(hash("a", "bc"));
        assertThat(hash("a", null)).isNotEqualTo(hash("a", ""));
    }

    private static PayloadHash hash(String first, String second) {
        return new PayloadHash.Hashing().add(first).add(second).done();
    }
}
