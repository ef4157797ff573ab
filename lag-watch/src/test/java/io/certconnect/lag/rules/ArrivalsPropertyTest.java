package io.certconnect.lag.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;

/** Of every log, however it grows: no estimate makes a record younger than it is, nor much older. */
@Tag("rules")
class ArrivalsPropertyTest {

    private static final long INTERVAL = 15_000;
    private static final long BEGIN = 1_000_000;

    /** How many records come from one look to the next; often none. */
    @Provide
    Arbitrary<List<Integer>> growth() {
        return Arbitraries.frequencyOf(
                        Tuple.of(1, Arbitraries.just(0)),
                        Tuple.of(2, Arbitraries.integers().between(1, 5)))
                .list()
                .ofMinSize(1)
                .ofMaxSize(400);
    }

    /** A log, and what looks know of it. */
    private static final class Log {

        private final Arrivals arrivals = new Arrivals();
        /** When each offset came. */
        private final List<Long> came = new ArrayList<>();

        private long now = BEGIN;

        private Log() {
            arrivals.sawEnd(0, now);
        }

        private void grow(int records) {
            for (int i = 1; i <= records; i++) {
                came.add(now + i * INTERVAL / (records + 1));
            }
            now += INTERVAL;
            arrivals.sawEnd(came.size(), now);
        }
    }

    @Property
    void noRecordIsTakenForYoungerThanItIs(@ForAll("growth") List<Integer> growth) {
        Log log = new Log();
        growth.forEach(log::grow);

        for (int offset = 0; offset < log.came.size(); offset++) {
            assertThat(log.arrivals.notBefore(offset)).isLessThanOrEqualTo(log.came.get(offset));
            assertThat(log.arrivals.notAfter(offset)).isGreaterThanOrEqualTo(log.came.get(offset));
        }
    }

    @Property
    void ofRecentOnesIsKnownAtWhichLookTheyWereFirstThere(@ForAll("growth") List<Integer> growth) {
        Log log = new Log();
        growth.forEach(log::grow);

        for (int offset = 0; offset < log.came.size(); offset++) {
            if (log.now - log.came.get(offset) < (Arrivals.NEWEST - 1) * INTERVAL) {
                assertThat(log.arrivals.notAfter(offset) - log.came.get(offset)).isLessThan(INTERVAL);
            }
        }
    }

    @Property
    void noneIsTakenForOlderByMoreThanAnIntervalOrAThirdOfItsAge(@ForAll("growth") List<Integer> growth) {
        Log log = new Log();
        growth.forEach(log::grow);

        for (int offset = 0; offset < log.came.size(); offset++) {
            long age = log.now - log.came.get(offset);
            boolean recent = age < (Arrivals.NEWEST - 1) * INTERVAL;
            assertThat(log.came.get(offset) - log.arrivals.notBefore(offset))
                    .as("offset %d, age %d", offset, age)
                    .isLessThanOrEqualTo(recent ? INTERVAL : Math.max(INTERVAL, age / 3));
        }
    }

    @Property
    void whatIsForgottenIsNotMissed(@ForAll("growth") List<Integer> growth, @ForAll @IntRange(max = 500) int from) {
        Log log = new Log();
        growth.forEach(log::grow);
        List<Long> before = new ArrayList<>();
        for (int offset = from; offset < log.came.size(); offset++) {
            before.add(log.arrivals.notBefore(offset));
        }

        log.arrivals.forgetBefore(from);

        for (int offset = from; offset < log.came.size(); offset++) {
            assertThat(log.arrivals.notBefore(offset)).isEqualTo(before.get(offset - from));
        }
    }

    /** A group that began far behind and goes on: by looks nothing is known of where it is, but by what was read. */
    @Property
    void whatWasReadTellsOfAllThatLiesBehind(
            @ForAll("growth") List<Integer> growth, @ForAll @IntRange(min = 1, max = 50) int stride) {
        Log whole = new Log();
        growth.forEach(whole::grow);
        Arrivals late = new Arrivals();
        late.sawEnd(whole.came.size(), whole.now);

        for (int read = 0; read < whole.came.size(); read += stride) {
            late.read(read, whole.came.get(read));
            for (int offset = read; offset < whole.came.size(); offset++) {
                assertThat(late.notBefore(offset)).isBetween(whole.came.get(0), whole.came.get(offset));
            }
            assertThat(late.notBefore(read)).isEqualTo(whole.came.get(read));
        }
    }
}
