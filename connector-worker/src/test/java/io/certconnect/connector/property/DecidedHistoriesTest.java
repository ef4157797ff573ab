package io.certconnect.connector.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.connector.rules.Histories;
import io.certconnect.connector.rules.Histories.Happening;
import io.certconnect.connector.rules.Histories.Happening.Connect;
import io.certconnect.connector.rules.NaiveModel;
import io.certconnect.connector.rules.NaiveModel.Answer;
import io.certconnect.deciding.DecideRequests;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Outgoing;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tag;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** One thing after the other: however a history is cut into batches, the ledger decides as the naive model does. */
@Tag("storage")
@AddLifecycleHook(Costly.class)
class DecidedHistoriesTest {

    private static DecidingBench bench;

    @BeforeContainer
    static void start() {
        bench = new DecidingBench();
    }

    @AfterContainer
    static void stop() {
        bench.close();
    }

    /** How a batch is made: of how many new requests at most, and whether the batch before it comes again. */
    record Cut(int requests, boolean again) {}

    @Provide
    Arbitrary<List<Happening>> histories() {
        return Histories.histories();
    }

    @Provide
    Arbitrary<List<Cut>> cuts() {
        Arbitrary<Integer> requests = Arbitraries.integers().between(1, 6);
        Arbitrary<Boolean> again = Arbitraries.frequency(Tuple.of(4, false), Tuple.of(1, true));
        return Combinators.combine(requests, again)
                .as(Cut::new)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6);
    }

    @Property
    void areDecidedAsTheNaiveModelDoes(@ForAll("histories") List<Happening> history, @ForAll("cuts") List<Cut> cuts) {
        bench.empty();
        Course course = new Course(cuts);

        history.forEach(course::take);
        course.deliver();

        assertThat(bench.decisions()).extracting(DecidingBench.Stored::answer).isEqualTo(course.answers);
        assertThat(bench.connections()).isEqualTo(course.model.connections());
        assertThat(bench.database.invariants().violations()).isEmpty();
    }

    /** A history on its way through the model and the ledger. */
    private static final class Course {

        private final NaiveModel model = new NaiveModel();
        private final Changes changes = new Changes(bench);
        private final DecideRequests<ConnectRequest, ?, ?> worker = bench.worker();
        private final Partition partition = new Partition(0);
        private final List<Cut> cuts;
        private int batches;

        private List<Arrival<ConnectRequest>> batch = new ArrayList<>();
        private List<Arrival<ConnectRequest>> batchBefore = List.of();
        /** The model's, on all requests. */
        private final List<Answer> answers = new ArrayList<>();

        Course(List<Cut> cuts) {
            this.cuts = cuts;
        }

        void take(Happening happening) {
            if (happening instanceof Connect connect) {
                batch.add(partition.add(new UUID(0, answers.size()), connect));
                answers.add(Histories.apply(connect, model));
                if (batch.size() == cut().requests()) {
                    deliver();
                }
                return;
            }
            deliver();
            Histories.apply(happening, model);
            changes.make(happening);
        }

        void deliver() {
            List<Arrival<ConnectRequest>> delivered = new ArrayList<>();
            if (cut().again()) {
                delivered.addAll(batchBefore);
            }
            delivered.addAll(batch);
            if (delivered.isEmpty()) {
                return;
            }

            Outgoing out = worker.on(Partition.batch(delivered));

            assertThat(out.events())
                    .extracting(event -> bench.answer(event.value()))
                    .isEqualTo(answers.subList(answers.size() - delivered.size(), answers.size()));
            assertThat(out.deadLetters()).isEmpty();
            batches++;
            batchBefore = batch;
            batch = new ArrayList<>();
        }

        private Cut cut() {
            return cuts.get(batches % cuts.size());
        }
    }
}
