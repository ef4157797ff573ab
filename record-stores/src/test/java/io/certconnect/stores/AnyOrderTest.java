package io.certconnect.stores;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.Arbitrary;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Topics and partitions give no order between them, redeliveries repeat, polls cut anywhere: whatever the order in which a
 * history arrives, however often and in whatever batches, a store shows what the contract says.
 */
@Tag("storage")
@AddLifecycleHook(Costly.class)
class AnyOrderTest {

    private static TestStore transcript;
    private static TestStore badge;

    @BeforeContainer
    static void start() {
        transcript = new TestStore(Store.TRANSCRIPT);
        badge = new TestStore(Store.BADGE);
    }

    @Provide
    Arbitrary<Delivery> transcripts() {
        return Histories.deliveries(Store.TRANSCRIPT);
    }

    @Provide
    Arbitrary<Delivery> badges() {
        return Histories.deliveries(Store.BADGE);
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void givesTheSameTranscript(@ForAll("transcripts") Delivery delivery) {
        transcript.empty();
        NaiveTranscript naive = new NaiveTranscript(delivery.events());

        delivery.batches().forEach(batch -> transcript.takeIn(delivery.batch(batch)));

        assertThat(TranscriptViews.entries(transcript.sql())).containsExactlyInAnyOrderElementsOf(naive.entries());
        assertThat(TranscriptViews.statistics(transcript.sql()))
                .containsExactlyInAnyOrderElementsOf(naive.statistics());
    }

    @Property(edgeCases = EdgeCasesMode.NONE)
    void givesTheSameBadges(@ForAll("badges") Delivery delivery) {
        badge.empty();
        NaiveBadges naive = new NaiveBadges(delivery.events());

        delivery.batches().forEach(batch -> badge.takeIn(delivery.batch(batch)));

        assertThat(BadgeViews.badges(badge.sql())).containsExactlyInAnyOrderElementsOf(naive.badges());
    }
}
