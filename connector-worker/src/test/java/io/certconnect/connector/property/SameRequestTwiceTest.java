package io.certconnect.connector.property;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.rules.AccountKind;
import io.certconnect.connector.rules.ConnectRequest;
import io.certconnect.connector.rules.Histories;
import io.certconnect.connector.rules.Histories.Happening;
import io.certconnect.connector.rules.Histories.Happening.Change;
import io.certconnect.connector.rules.Histories.Happening.Connect;
import io.certconnect.connector.rules.NaiveModel.Sent;
import io.certconnect.deciding.DecideRequests;
import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.DeadLetter;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Outgoing;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AddLifecycleHook;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A publisher that sends its requests twice, to two partitions, whose workers get them at once. */
@Tag("storage")
@AddLifecycleHook(Costly.class)
class SameRequestTwiceTest {

    private static final String SLOW_WRITING = """
            create function slowly() returns trigger language plpgsql as
                $$ begin perform pg_sleep(0.005); return new; end $$;
            create trigger slowly before insert on ledger.decision for each row execute function slowly()
            """;

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

    /** A request on its way to a partition. */
    record Sending(UUID request, Connect connect) {}

    @Provide
    Arbitrary<List<Happening>> histories() {
        return Histories.histories();
    }

    /**
     * @param known whether the directory knows the profiles; if not, nothing is locked and the workers meet as late as
     *     when they write their decisions
     * @param others for each request, in turn, whether the second one has another payload
     * @param backwards whether the second worker gets them the other way round
     */
    @Property(shrinking = ShrinkingMode.OFF)
    void isDecidedOnceAndTheOtherIsCountedOrADeadLetter(
            @ForAll("histories") List<Happening> history,
            @ForAll boolean known,
            @ForAll @Size(min = 1, max = 7) List<Boolean> others,
            @ForAll boolean backwards)
            throws Exception {
        bench.empty();
        if (known) {
            tellNews(history);
        }
        List<Sending> sent = new ArrayList<>();
        List<Sending> sentAgain = new ArrayList<>();
        int otherPayloads = 0;
        for (Happening happening : history) {
            if (happening instanceof Connect connect) {
                UUID request = new UUID(0, sent.size());
                boolean other = others.get(sent.size() % others.size());
                sent.add(new Sending(request, connect));
                sentAgain.add(new Sending(request, other ? bySomebodyElse(connect) : connect));
                otherPayloads += other ? 1 : 0;
            }
        }
        if (backwards) {
            Collections.reverse(sentAgain);
        }
        double duplicatesBefore = bench.duplicates();

        List<Outgoing> out = decideAtOnce(sent, sentAgain);

        assertThat(bench.decisions()).hasSameSizeAs(sent);
        assertThat(out.stream().flatMap(answers -> answers.events().stream())).hasSameSizeAs(sent);
        assertThat(out.stream().flatMap(answers -> answers.deadLetters().stream()))
                .hasSize(otherPayloads)
                .extracting(DeadLetter::reason)
                .allMatch(DeadLetterReason.REQUEST_ID_REUSED::equals);
        assertThat(bench.duplicates() - duplicatesBefore).isEqualTo(sent.size() - otherPayloads);
        assertThat(bench.database.invariants().violations()).isEmpty();
    }

    /** Nothing is known that both would lock before, so they meet when they write their decisions down, row by row. */
    @Example
    void letsNobodyWaitInACircle() throws Exception {
        bench.empty();
        List<Sending> sent = new ArrayList<>();
        for (int number = 0; number < 40; number++) {
            sent.add(new Sending(new UUID(0, number), ofSomebodyUnknown()));
        }
        bench.sql.sql(SLOW_WRITING).update();
        try {
            decideAtOnce(sent, sent.reversed());
        } finally {
            bench.sql.sql("drop function slowly cascade").update();
        }

        assertThat(bench.decisions()).hasSameSizeAs(sent);
    }

    private static Connect ofSomebodyUnknown() {
        Sent account = new Sent(new AccountId("account"), AccountKind.PERSONAL);
        return new Connect(new LearnProfileId("learn"), List.of(account), null);
    }

    private static void tellNews(List<Happening> history) {
        Changes changes = new Changes(bench);
        history.stream().filter(Change.class::isInstance).forEach(changes::make);
    }

    private static Connect bySomebodyElse(Connect connect) {
        return new Connect(new LearnProfileId("somebody-else"), connect.accounts(), connect.named());
    }

    private static List<Outgoing> decideAtOnce(List<Sending> sent, List<Sending> sentAgain) throws Exception {
        Queue<Outgoing> out = new ConcurrentLinkedQueue<>();
        race.run(List.of(
                List.of(deciding(new Partition(0), sent, out::add)),
                List.of(deciding(new Partition(1), sentAgain, out::add))));
        return List.copyOf(out);
    }

    /** One worker's batch, ready to run. */
    private static Runnable deciding(Partition partition, List<Sending> sent, Consumer<Outgoing> out) {
        DecideRequests<ConnectRequest, ?, ?> worker = bench.worker();
        List<Arrival<ConnectRequest>> batch = sent.stream()
                .map(sending -> partition.add(sending.request(), sending.connect()))
                .toList();
        return () -> out.accept(worker.on(Partition.batch(batch)));
    }
}
