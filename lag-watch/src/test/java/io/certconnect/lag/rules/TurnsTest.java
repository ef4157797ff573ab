package io.certconnect.lag.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

@Tag("rules")
class TurnsTest {

    private static final Need MOVES = new Need(1, true, false);
    private static final Need STANDS = new Need(1, true, true);
    private static final Need UNKNOWN = new Need(1, false, false);

    @Property
    void allAreReadIfALookMayReadThemAll(@ForAll @IntRange(min = 1, max = 60) int partitions) {
        assertThat(new Turns<Integer>(60).next(needs(partitions, MOVES))).hasSize(partitions);
    }

    @Property
    void everyoneIsReadOnceARoundAndNoLookReadsMore(
            @ForAll @IntRange(min = 1, max = 50) int partitions, @ForAll @IntRange(min = 1, max = 20) int most) {
        Turns<Integer> turns = new Turns<>(most);
        int round = (partitions + most - 1) / most;
        Map<Integer, Integer> lastReads = new HashMap<>();

        for (int look = 1; look <= 5 * round; look++) {
            Set<Integer> read = turns.next(needs(partitions, MOVES));

            assertThat(read).hasSize(Math.min(most, partitions));
            int now = look;
            read.forEach(partition -> {
                assertThat(now - lastReads.getOrDefault(partition, 0)).isLessThanOrEqualTo(round);
                lastReads.put(partition, now);
            });
        }
        assertThat(lastReads).hasSize(partitions);
    }

    @Property
    void whatMovesIsReadHoweverManyStandStillForGood(
            @ForAll @Size(min = 1, max = 20) List<Boolean> standing, @ForAll @IntRange(min = 1, max = 5) int most) {
        Turns<Integer> turns = new Turns<>(most);
        Map<Integer, Need> needs = new LinkedHashMap<>();
        IntStream.range(0, standing.size())
                .forEach(partition -> needs.put(partition, standing.get(partition) ? STANDS : MOVES));
        Map<Integer, Integer> reads = new HashMap<>();

        for (int look = 0; look < 150; look++) {
            turns.next(needs).forEach(partition -> reads.merge(partition, 1, Integer::sum));
        }

        assertThat(reads).hasSize(standing.size());
    }

    @Property
    void whatNothingIsKnownOfIsAlwaysRead(@ForAll @IntRange(min = 1, max = 50) int partitions) {
        Map<Integer, Need> needs = needs(partitions, UNKNOWN);
        needs.put(partitions, MOVES);

        assertThat(new Turns<Integer>(partitions).next(needs))
                .hasSize(partitions)
                .doesNotContain(partitions);
    }

    @Property
    void whatStandsStillGoesFirst(@ForAll @IntRange(min = 1, max = 10) int standing) {
        Turns<Integer> turns = new Turns<>(10);
        Map<Integer, Need> needs = needs(100, MOVES);
        for (int look = 0; look < 20; look++) {
            turns.next(needs);
        }

        // Read at the last look of all, so that it is the last one's turn but for its standing.
        Set<Integer> lastOnes = turns.next(needs);
        lastOnes.stream().limit(standing).forEach(partition -> needs.put(partition, STANDS));

        assertThat(turns.next(needs))
                .containsAll(lastOnes.stream().limit(standing).toList());
    }

    @Property
    void manyReadsOfOnePartitionCountEach(@ForAll @IntRange(min = 1, max = 30) int reads) {
        Map<Integer, Need> needs = needs(100, new Need(reads, true, false));

        assertThat(new Turns<Integer>(60).next(needs)).hasSize((60 + reads - 1) / reads);
    }

    private static Map<Integer, Need> needs(int partitions, Need need) {
        Map<Integer, Need> needs = new LinkedHashMap<>();
        IntStream.range(0, partitions).forEach(partition -> needs.put(partition, need));
        return needs;
    }
}
