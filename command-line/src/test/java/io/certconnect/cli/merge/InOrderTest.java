package io.certconnect.cli.merge;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.merge.Batch.Entry;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
final class InOrderTest {

    private final List<Entry> entries = new ArrayList<>();

    @Test
    void holdsBackWhatSharesAProfileWithALineBeforeIt() {
        Entry first = line("a", "b");
        Entry ofSurvivor = line("a", "c");
        Entry ofAbsorbed = line("d", "b");
        Entry other = line("x", "y");
        InOrder order = new InOrder(entries, Entry::profiles);

        assertThat(ready(order)).containsExactly(first, other);

        order.settle(first);
        assertThat(ready(order)).containsExactlyInAnyOrder(ofSurvivor, ofAbsorbed);
        assertThat(order.left()).isEmpty();
    }

    @Test
    void waitsForEachOfSeveralLines() {
        Entry left = line("a", "b");
        Entry right = line("c", "d");
        Entry both = line("b", "d");
        Entry afterBoth = line("e", "b");
        InOrder order = new InOrder(entries, Entry::profiles);
        ready(order);

        order.settle(left);
        assertThat(order.hasNext()).isFalse();
        assertThat(order.left()).containsExactly(both, afterBoth);

        order.settle(right);
        assertThat(ready(order)).containsExactly(both);

        order.settle(both);
        assertThat(ready(order)).containsExactly(afterBoth);
    }

    @Test
    void handsEachLineOutOnceThoughTwoOfItsProfilesBecomeFreeAtOnce() {
        Entry first = line("a", "b");
        Entry reversed = line("b", "a");
        InOrder order = new InOrder(entries, Entry::profiles);
        ready(order);

        order.settle(first);

        assertThat(ready(order)).containsExactly(reversed);
    }

    @Test
    void letsLinesGoThatHaveToWaitForNone() {
        line("a", "b");
        line("a", "b");

        assertThat(ready(new InOrder(entries, entry -> Set.of()))).hasSize(2);
    }

    private Entry line(String survivor, String absorbed) {
        Entry entry = new Entry(
                entries.size() + 1,
                new MergeRequested(
                        UUID.randomUUID(),
                        MergeAction.MERGE,
                        survivor,
                        absorbed,
                        "sam",
                        "T-1",
                        "same",
                        false,
                        null,
                        Instant.EPOCH));
        entries.add(entry);
        return entry;
    }

    private static List<Entry> ready(InOrder order) {
        List<Entry> ready = new ArrayList<>();
        for (Entry entry = order.next(); entry != null; entry = order.next()) {
            ready.add(entry);
        }
        return ready;
    }
}
