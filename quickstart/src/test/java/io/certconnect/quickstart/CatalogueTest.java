package io.certconnect.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.stores.Store;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The catalogue says what each group reads; whoever watches lag goes by it. */
@Tag("rules")
class CatalogueTest {

    @ParameterizedTest
    @EnumSource
    void aStoresGroupReadsTheStoresTopics(Store store) {
        assertThat(store.group().topics()).containsExactlyInAnyOrderElementsOf(store.topics());
    }
}
