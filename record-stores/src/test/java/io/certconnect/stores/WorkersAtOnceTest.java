package io.certconnect.stores;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.stores.Delivery.Happened;
import io.certconnect.stores.TestStore.Event;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Several workers feed one store at once, each some of the partitions; during a rebalance even the same ones. */
@Tag("storage")
class WorkersAtOnceTest {

    private static final int ROUNDS = 50;
    private static final int MOST_SECONDS = 20;

    private static final TestStore FIRST = new TestStore(Store.TRANSCRIPT);
    private static final TestStore SECOND = FIRST.anotherWorker();
    private static final ExecutorService THREADS = Executors.newFixedThreadPool(2);

    @AfterAll
    static void stop() {
        THREADS.shutdownNow();
    }

    @BeforeEach
    void empty() {
        FIRST.empty();
    }

    @Test
    void partitionsDealtToTwoWorkersGiveTheSameTranscript() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            FIRST.empty();
            List<Happened> history = history(new Random(round));
            List<List<Event>> dealt = List.of(new ArrayList<>(), new ArrayList<>());
            for (Happened happened : history) {
                Event event = happened.event();
                dealt.get(Math.floorMod(event.key().hashCode(), 2)).add(event);
            }

            atOnce(batches(dealt.get(0), 4), batches(dealt.get(1), 4));

            assertShows(history, round);
        }
    }

    @Test
    void theSameEventsInOppositeOrdersGiveTheSameTranscript() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            FIRST.empty();
            List<Happened> history = history(new Random(round));
            List<Event> forth =
                    new ArrayList<>(history.stream().map(Happened::event).toList());
            Collections.shuffle(forth, new Random(round));
            List<Event> back = new ArrayList<>(forth);
            Collections.reverse(back);

            atOnce(batches(forth, 30), batches(back, 30));

            assertShows(history, round);
        }
    }

    /** Of so many rows that two statements are sure to meet. */
    @Test
    void largeBatchesOfTheSameRecordsInOppositeOrdersDoNotDeadlock() throws Exception {
        for (int round = 1; round <= 5; round++) {
            List<Event> forth = new ArrayList<>();
            for (int record = 0; record < 2_000; record++) {
                forth.add(Events.exam("c", "r" + record, round, "a" + record, Events.LONG_AGO, null, true));
            }
            List<Event> back = new ArrayList<>(forth);
            Collections.reverse(back);

            atOnce(List.of(forth), List.of(back));
        }

        assertThat(FIRST.sql()
                        .sql("select count(*) from certification_record where version = 5")
                        .query(Long.class)
                        .single())
                .isEqualTo(2_000);
    }

    private static void assertShows(List<Happened> history, int round) {
        NaiveTranscript naive =
                new NaiveTranscript(history.stream().map(Happened::event).toList());
        assertThat(TranscriptViews.entries(FIRST.sql()))
                .as("round %d of %s", round, history)
                .containsExactlyInAnyOrderElementsOf(naive.entries());
    }

    /** Over few ids, so that the workers meet at the same rows. */
    private static List<Happened> history(Random random) {
        StandInLedger ledger = new StandInLedger();
        List<Happened> history = new ArrayList<>();
        for (int step = 0; step < 60; step++) {
            happening(random, ledger).ifPresent(history::add);
        }
        return history;
    }

    private static Optional<Happened> happening(Random random, StandInLedger ledger) {
        String profile = "c" + random.nextInt(5);
        String learner = "l" + random.nextInt(2);
        return switch (random.nextInt(6)) {
            case 0 -> ledger.connect(learner, profile);
            case 1 -> ledger.merge("c" + random.nextInt(5), profile);
            case 2 -> ledger.unmerge(profile);
            case 3 -> happened(Events.learnt(learner, "x" + random.nextInt(3), version(random), anyTime(random)));
            default ->
                happened(Events.exam(
                        profile,
                        "r" + random.nextInt(3),
                        version(random),
                        "a" + random.nextInt(3),
                        anyTime(random),
                        null,
                        random.nextBoolean()));
        };
    }

    private static Optional<Happened> happened(Event event) {
        return Optional.of(new Happened(event.value().toString(), event));
    }

    private static long version(Random random) {
        return 1 + random.nextInt(3);
    }

    private static Instant anyTime(Random random) {
        return Events.LONG_AGO.plusSeconds(random.nextInt(3));
    }

    private static List<List<Event>> batches(List<Event> events, int size) {
        List<List<Event>> batches = new ArrayList<>();
        for (int from = 0; from < events.size(); from += size) {
            batches.add(events.subList(from, Math.min(from + size, events.size())));
        }
        return batches;
    }

    /** Both start each batch together, as long as both have one. */
    private static void atOnce(List<List<Event>> first, List<List<Event>> second) throws Exception {
        int together = Math.min(first.size(), second.size());
        CyclicBarrier barrier = new CyclicBarrier(2);
        List<Future<?>> ends = List.of(
                THREADS.submit(() -> feed(FIRST, first, together, barrier)),
                THREADS.submit(() -> feed(SECOND, second, together, barrier)));
        for (Future<?> end : ends) {
            end.get(MOST_SECONDS, TimeUnit.SECONDS);
        }
    }

    private static Void feed(TestStore store, List<List<Event>> batches, int together, CyclicBarrier barrier)
            throws Exception {
        for (int batch = 0; batch < batches.size(); batch++) {
            if (batch < together) {
                barrier.await(MOST_SECONDS, TimeUnit.SECONDS);
            }
            store.takeIn(batches.get(batch));
        }
        return null;
    }
}
