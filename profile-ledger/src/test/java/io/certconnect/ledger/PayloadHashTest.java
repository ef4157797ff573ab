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

    /** The ledger keeps hashes: another one for the same request would make its redelivery look like another request. */
    @Test
    void staysWhatItWas() {
        PayloadHash hash = new PayloadHash.Hashing()
                .add("a")
                .add(null)
                .add(true)
                .length(2)
                .add("\u00e9".repeat(600))
                .done();

        assertThat(hash).hasToString("a79babd183ecfe23752cc82620d9a2ba66960d0f515eebe40300777af6645b35");
    }

    private static PayloadHash hash(String first, String second) {
        return new PayloadHash.Hashing().add(first).add(second).done();
    }
}
