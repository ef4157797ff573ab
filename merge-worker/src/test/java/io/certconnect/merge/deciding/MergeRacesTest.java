package io.certconnect.merge.deciding;

import static io.certconnect.merge.Requests.ids;
import static io.certconnect.merge.Requests.merge;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.merge.deciding.TestLedger.Connecting;
import io.certconnect.merge.rules.MergeDecision;
import io.certconnect.merge.rules.MergeDecision.Merged;
import io.certconnect.merge.rules.MergeDecision.Rejected;
import io.certconnect.merge.rules.MergeRejection;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Requests that race over the same profiles: both get a decision, and nobody has to start again. */
@Tag("storage")
class MergeRacesTest {

    private static final int ROUNDS = 1_000;

    private static TestLedger ledger;
    private final ExecutorService threads = Executors.newFixedThreadPool(2);

    @BeforeAll
    static void start() {
        ledger = new TestLedger();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @AfterEach
    void invariantsHold() {
        threads.shutdownNow();
        assertThat(ledger.database.invariants().violations()).isEmpty();
        assertThat(ledger.collisions).hasValue(0);
    }

    @Test
    void ofTwoThatAbsorbEachOtherOneSurvives() throws Exception {
        know("a", "b");

        List<Pair<MergeDecision, MergeDecision>> rounds =
                race(round -> decide(0, "a" + round, "b" + round), round -> decide(1, "b" + round, "a" + round));

        for (int round = 0; round < ROUNDS; round++) {
            boolean firstWon = rounds.get(round).first() instanceof Merged;
            MergeDecision won =
                    firstWon ? rounds.get(round).first() : rounds.get(round).second();
            MergeDecision lost =
                    firstWon ? rounds.get(round).second() : rounds.get(round).first();
            CertificationProfileId survivor =
                    ids((firstWon ? "a" : "b") + round).getFirst();
            CertificationProfileId absorbed =
                    ids((firstWon ? "b" : "a") + round).getFirst();
            assertThat(won).isEqualTo(new Merged(null, List.of(absorbed), false));
            assertThat(lost).isInstanceOfSatisfying(Rejected.class, rejected -> {
                assertThat(rejected.reason()).isEqualTo(MergeRejection.SURVIVOR_IS_ABSORBED);
                assertThat(rejected.root()).isEqualTo(survivor);
            });
        }
    }

    @Test
    void aProfileThatIsConnectedAndAbsorbedAtOnceEndsConnectedOnce() throws Exception {
        know("c", "s");

        // Every other round the survivor comes after the absorbed one in the order of ids.
        List<Pair<Connecting, MergeDecision>> rounds = race(
                round -> ledger.connect("l" + round, absorbed(round)),
                round -> decide(0, survivor(round), absorbed(round)));

        for (int round = 0; round < ROUNDS; round++) {
            CertificationProfileId root = rounds.get(round).first().root();
            MergeDecision decision = rounds.get(round).second();
            if (root.value().equals(survivor(round))) {
                assertThat(decision).isEqualTo(new Merged(null, ids(absorbed(round)), false));
            } else {
                assertThat(decision).isInstanceOfSatisfying(Rejected.class, rejected -> assertThat(rejected.reason())
                        .isEqualTo(MergeRejection.ABSORBED_IS_CONNECTED));
            }
        }
        assertThat(ledger.sql
                        .sql("select count(distinct certification_profile_id) from ledger.connection")
                        .query(Integer.class)
                        .single())
                .isEqualTo(ROUNDS);
    }

    private static String absorbed(int round) {
        return (round % 2 == 0 ? "c" : "s") + round;
    }

    private static String survivor(int round) {
        return (round % 2 == 0 ? "s" : "c") + round;
    }

    private static void know(String... prefixes) {
        ledger.know(Stream.of(prefixes)
                .flatMap(prefix -> IntStream.range(0, ROUNDS).mapToObj(round -> prefix + round))
                .toArray(String[]::new));
    }

    private static MergeDecision decide(int partition, String survivor, String absorbed) {
        return ledger.decide(partition, merge(survivor, absorbed))
                .getFirst()
                .ruling()
                .decision();
    }

    private record Pair<A, B>(A first, B second) {}

    private interface Racer<T> {
        T run(int round);
    }

    /** Runs both at the same time, round after round. */
    private <A, B> List<Pair<A, B>> race(Racer<A> first, Racer<B> second) throws Exception {
        CyclicBarrier start = new CyclicBarrier(2);
        Future<List<A>> firsts = threads.submit(rounds(first, start));
        Future<List<B>> seconds = threads.submit(rounds(second, start));
        List<Pair<A, B>> pairs = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            pairs.add(new Pair<>(firsts.get().get(round), seconds.get().get(round)));
        }
        return pairs;
    }

    private static <T> Callable<List<T>> rounds(Racer<T> racer, CyclicBarrier start) {
        return () -> {
            List<T> results = new ArrayList<>();
            for (int round = 0; round < ROUNDS; round++) {
                start.await(30, TimeUnit.SECONDS);
                results.add(racer.run(round));
            }
            return results;
        };
    }
}
