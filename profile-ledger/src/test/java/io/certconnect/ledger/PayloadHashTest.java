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
                .add("\u00e9".repeat(150))
                .done();

        assertThat(hash).hasToString("62ae462c1002ca60ba33baefc680dbc13f23eb5ed41dc1a07f638e18624616e6");
    }

    private static PayloadHash hash(String first, String second) {
        return new PayloadHash.Hashing().add(first).add(second).done();
    }
}
