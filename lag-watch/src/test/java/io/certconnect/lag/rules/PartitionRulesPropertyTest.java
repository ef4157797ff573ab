package io.certconnect.lag.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.statistics.Statistics;
import net.jqwik.api.statistics.StatisticsReport;

/** What holds of every window, whatever was seen. */
@Tag("rules")
class PartitionRulesPropertyTest {

    private static final int FULL = 5;

    /** How the looks of a window hang together: what is left to chance alone is hardly ever a window that stands still. */
    private record Shape(int size, boolean forward, boolean still, boolean rising, boolean held, boolean read) {

        private List<Look> of(List<Look> looks) {
            long[] offsets =
                    looks.stream().mapToLong(Look::committed).limit(size).toArray();
            long[] lags = looks.stream().mapToLong(Look::lag).limit(size).toArray();
            if (forward) {
                Arrays.sort(offsets);
            }
            if (rising) {
                Arrays.sort(lags);
            }
            return IntStream.range(0, size)
                    .mapToObj(i -> new Look(
                            still ? offsets[0] : offsets[i],
                            lags[i],
                            held && looks.get(i).held(),
                            read || looks.get(i).read()))
                    .toList();
        }
    }

    /** Small numbers, so that offsets stand still and lags are 0 often enough. */
    @Provide
    Arbitrary<List<Look>> windows() {
        Arbitrary<Boolean> either = Arbitraries.of(true, false);
        Arbitrary<Look> looks = Combinators.combine(
                        Arbitraries.longs().between(-1, 3),
                        Arbitraries.frequency(Tuple.of(1, 0L), Tuple.of(9, 1L), Tuple.of(9, 2L), Tuple.of(9, 3L)),
                        either,
                        either)
                .as(Look::new);
        Arbitrary<Shape> shapes = Combinators.combine(
                        Arbitraries.of(1, 2, 3, 4, FULL, FULL, FULL, FULL), either, either, either, either, either)
                .as(Shape::new);
        return Combinators.combine(shapes, looks.list().ofSize(FULL)).as(Shape::of);
    }

    /** Also proves that the windows are worth something: each status occurs. */
    @Property
    @StatisticsReport(StatisticsReport.StatisticsReportMode.OFF)
    void aStatusMeansWhatItSays(@ForAll("windows") List<Look> window) {
        Status status = PartitionRules.judge(window, FULL);

        boolean back = anyStep(window, (before, after) -> after.committed() < before.committed());
        boolean shrank = anyStep(window, (before, after) -> after.lag() < before.lag());
        boolean still = window.stream().mapToLong(Look::committed).distinct().count() == 1;
        boolean alwaysWaits = window.stream().allMatch(look -> look.lag() > 0);
        boolean full = window.size() == FULL;
        boolean read = window.stream().anyMatch(Look::read);
        boolean held = window.stream().anyMatch(Look::held);
        boolean expected =
                switch (status) {
                    case REWIND -> back;
                    case OK -> !back && (!alwaysWaits || !still && shrank);
                    case UNDECIDED -> !back && alwaysWaits && !(full && read) && (still || !shrank);
                    case WARN -> !back && alwaysWaits && full && read && !still && !shrank;
                    case STALL -> !back && alwaysWaits && full && read && still && held;
                    case STOP -> !back && alwaysWaits && full && read && still && !held;
                    case NO_COMMITS, NO_MEMBERS -> false;
                };
        assertThat(expected).as("%s of %s", status, window).isTrue();
        Statistics.collect(status);
        Statistics.coverage(coverage -> {
            for (Status each : Status.values()) {
                boolean ofPartitions = each != Status.NO_COMMITS && each != Status.NO_MEMBERS;
                coverage.check(each).count(times -> !ofPartitions || times > 0);
            }
        });
    }

    /** Only differences count: a topic's age does not. */
    @Property
    void offsetsMayBeginAnywhere(@ForAll("windows") List<Look> window) {
        List<Look> later = window.stream()
                .map(look -> new Look(look.committed() + 1_000_000_000_000L, look.lag(), look.held(), look.read()))
                .toList();

        assertThat(PartitionRules.judge(later, FULL)).isEqualTo(PartitionRules.judge(window, FULL));
    }

    private static boolean anyStep(List<Look> window, BiPredicate<Look, Look> step) {
        return IntStream.range(1, window.size()).anyMatch(i -> step.test(window.get(i - 1), window.get(i)));
    }
}
