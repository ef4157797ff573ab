package io.certconnect.connector.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.connector.rules.Histories;
import io.certconnect.connector.rules.Histories.Happening;
import io.certconnect.connector.rules.Histories.Happening.Change;
import io.certconnect.connector.rules.Histories.Happening.Connect;
import io.certconnect.connector.rules.Histories.Happening.Erase;
import io.certconnect.connector.rules.NaiveModel;
import io.certconnect.connector.rules.NaiveModel.Answer;
import io.certconnect.deciding.DecideRequests;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.worker.Arrival;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/**
 * Workers that decide at once on the same profiles, while those change and merge.
 */
@Tag("storage")
@AddLifecycleHook(Costly.class)
class RacingHistoriesTest {

    /** Above all versions of the histories, so that what was news before a race is older than what is news in it. */
    private static final int LATER = 20;

    private static DecidingBench bench;
    private static Race race;

    @BeforeContainer
    static void start() {
        bench = new DecidingBench();
        race = new Race();
    }

    @AfterContainer
    static void stop() {
        race.close();
        bench.close();
    }

    @Provide
    Arbitrary<List<Happening>> histories() {
        return Histories.histories();
    }

    /**
     * Whoever decides or changes something takes a sequence number while holding the profiles. So whatever raced, it is
     * as if everything had happened one after the other in that order, and the model can tell what had to come of it.
     *
     * <p>That holds for learners whose requests all go to one worker, as their key sees to; for profiles that are known;
     * and for accounts that stay where they are: nobody can lock a row that is not there, or that does not have the
     * account yet. The other property lets those race.
     */
    @Property(shrinking = ShrinkingMode.OFF)
    void areDecidedAsIfInTheOrderOfTheirSequenceNumbers(
            @ForAll("histories") List<Happening> history,
            @ForAll @IntRange(min = 2, max = 3) int workers,
            @ForAll @IntRange(min = 1, max = 3) int batchSize)
            throws Exception {
        bench.empty();
        NaiveModel model = new NaiveModel();
        Changes changes = new Changes(bench);
        for (Happening happening : history) {
            if (happening instanceof Change) {
                Histories.apply(happening, model);
                changes.make(happening);
            }
        }
        Requests requests = new Requests(history, Connect::learner);
        Map<Long, Happening> happened = new ConcurrentHashMap<>();
        List<Runnable> changing = new ArrayList<>();
        for (Happening change : changesOfWhatIsKnown(onceAsked(history), model)) {
            changing.add(() -> happened.put(changes.makeSlowly(change), change));
        }

        race.run(requests.lanes(workers, batchSize, changing));

        List<DecidingBench.Stored> decisions = bench.decisions();
        decisions.forEach(decision -> happened.put(decision.sequence(), requests.all.get(decision.request())));
        assertThat(decisions)
                .extracting(DecidingBench.Stored::answer)
                .isEqualTo(answers(new TreeMap<>(happened).values(), model));
        assertThat(bench.connections()).isEqualTo(model.connections());
        assertEachIsDecidedOnceAndTheLedgerIsSound(requests, decisions);
    }

    /** What the model answers if this happens, in this order. */
    private static List<Answer> answers(Collection<Happening> inOrder, NaiveModel model) {
        List<Answer> answers = new ArrayList<>();
        for (Happening happening : inOrder) {
            if (happening instanceof Connect connect) {
                answers.add(Histories.apply(connect, model));
            } else {
                Histories.apply(happening, model);
            }
        }
        return answers;
    }

    /**
     * Here everything races: accounts that move, profiles that appear, and a learner's requests that a strange publisher
     * spread over the partitions. Only what must hold always is asked for.
     */
    @Property(shrinking = ShrinkingMode.OFF)
    void leaveTheLedgerSoundWhateverElseHappens(
            @ForAll("histories") List<Happening> history,
            @ForAll @IntRange(min = 2, max = 3) int workers,
            @ForAll @IntRange(min = 1, max = 3) int batchSize)
            throws Exception {
        bench.empty();
        Changes changes = new Changes(bench);
        history.stream().takeWhile(happening -> !(happening instanceof Connect)).forEach(changes::make);
        Requests requests = new Requests(history, connect -> connect);
        List<Runnable> changing = new ArrayList<>();
        for (Happening happening : onceAsked(history)) {
            if (!(happening instanceof Connect)) {
                changing.add(() -> changes.makeSlowly(happening));
            }
        }

        race.run(requests.lanes(workers, batchSize, changing));

        List<DecidingBench.Stored> decisions = bench.decisions();
        Map<LearnProfileId, CertificationProfileId> announced = new HashMap<>();
        for (DecidingBench.Stored decision : decisions) {
            Answer answer = decision.answer();
            if (answer.reason() == null && !answer.already()) {
                assertThat(announced.put(requests.all.get(decision.request()).learner(), answer.profile()))
                        .isNull();
            }
        }
        assertThat(bench.connections()).isEqualTo(announced);
        assertEachIsDecidedOnceAndTheLedgerIsSound(requests, decisions);
    }

    /** The history from its first request on: what comes before would only delay what can race. */
    private static List<Happening> onceAsked(List<Happening> history) {
        return history.stream()
                .dropWhile(happening -> !(happening instanceof Connect))
                .toList();
    }

    private static List<Happening> changesOfWhatIsKnown(List<Happening> history, NaiveModel model) {
        List<Happening> changes = new ArrayList<>();
        for (Happening happening : history) {
            switch (happening) {
                case Change news ->
                    changes.add(new Change(news.id(), model.account(news.id()), news.status(), news.version() + LATER));
                case Erase news -> {
                    if (model.knows(news.id())) {
                        changes.add(news);
                    }
                }
                case Happening.Merge merge -> changes.add(merge);
                case Happening.Unmerge unmerge -> changes.add(unmerge);
                case Connect unused -> {}
            }
        }
        return changes;
    }

    private static void assertEachIsDecidedOnceAndTheLedgerIsSound(
            Requests requests, List<DecidingBench.Stored> decisions) {
        assertThat(decisions)
                .extracting(DecidingBench.Stored::request)
                .containsExactlyInAnyOrderElementsOf(requests.all.keySet());
        assertThat(bench.database.invariants().violations()).isEmpty();
    }

    /** A history's requests, on their way to several workers. */
    private static final class Requests {

        private final Map<UUID, Connect> all = new HashMap<>();
        private final Function<Connect, Object> key;

        /** @param key what sends two requests to the same worker */
        Requests(List<Happening> history, Function<Connect, Object> key) {
            this.key = key;
            for (Happening happening : history) {
                if (happening instanceof Connect connect) {
                    all.put(new UUID(0, all.size()), connect);
                }
            }
        }

        /** What the workers do, and what another thread does meanwhile. */
        List<List<Runnable>> lanes(int workers, int batchSize, List<Runnable> meanwhile) {
            List<List<Runnable>> lanes = new ArrayList<>();
            lanes.add(meanwhile);
            for (int worker = 0; worker < workers; worker++) {
                lanes.add(batches(arrivals(worker, workers), batchSize));
            }
            return lanes;
        }

        private List<Arrival<ConnectRequest>> arrivals(int worker, int workers) {
            Partition partition = new Partition(worker);
            return all.keySet().stream()
                    .sorted()
                    .filter(request -> Math.floorMod(key.apply(all.get(request)).hashCode(), workers) == worker)
                    .map(request -> partition.add(request, all.get(request)))
                    .toList();
        }

        private static List<Runnable> batches(List<Arrival<ConnectRequest>> arrivals, int size) {
            DecideRequests<ConnectRequest, ?, ?> deciding = bench.worker();
            List<Runnable> batches = new ArrayList<>();
            for (int from = 0; from < arrivals.size(); from += size) {
                List<Arrival<ConnectRequest>> batch = arrivals.subList(from, Math.min(from + size, arrivals.size()));
                batches.add(() -> deciding.on(Partition.batch(batch)));
            }
            return batches;
        }
    }
}
