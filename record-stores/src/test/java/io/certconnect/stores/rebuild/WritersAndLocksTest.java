package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.Reading;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Writers who write some tables and not others, and a rebuild that locks all of them, never wait in a circle. */
@Tag("storage")
class WritersAndLocksTest {

    private static final int WRITERS = 3;
    private static final int LOCKS = 100;
    private static final int MOST_BATCHES = 20_000;

    private final StoreLogin login = login();
    private final AtomicBoolean enough = new AtomicBoolean();
    private final AtomicInteger batches = new AtomicInteger();

    private static StoreLogin login() {
        StoreLogin login = new StoreLogin(
                TestServices.freshDatabase(),
                TestServices.database().user(),
                TestServices.database().password());
        StoreRoles.create(login.one(), Map.of());
        StoreSchema.migrate(login.as(Store.TRANSCRIPT, "transcript"), Store.TRANSCRIPT);
        return login;
    }

    @Test
    void neverWaitInACircle() {
        List<Future<?>> writing = new ArrayList<>();
        int metWriters;
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int writer = 0; writer < WRITERS; writer++) {
                int partition = writer;
                writing.add(writers.submit(() -> write(partition)));
            }
            metWriters = lockAgainAndAgain();
        }

        writing.forEach(Upstream::result);
        assertThat(metWriters).as("locks that had writers to wait for").isPositive();
    }

    private int lockAgainAndAgain() {
        int metWriters = 0;
        try (Live live = new Live(login, Store.TRANSCRIPT)) {
            for (int lock = 0; lock < LOCKS; lock++) {
                int before = batches.get();
                live.whileNobodyWrites(() -> {});
                metWriters += batches.get() > before ? 1 : 0;
            }
        } finally {
            enough.set(true);
        }
        return metWriters;
    }

    private void write(int partition) {
        var connection = login.one(Store.TRANSCRIPT, "transcript");
        StoreDatabase store =
                new StoreDatabase(connection, new StoreMetrics(new SimpleMeterRegistry(), Store.TRANSCRIPT));
        Random random = new Random(partition);
        for (int offset = 0; offset < MOST_BATCHES && !enough.get(); offset++) {
            store.on(batch(random, partition, offset));
            batches.incrementAndGet();
        }
        connection.destroy();
    }

    /** Of each kind of change some, or none. */
    private static Batch<Change> batch(Random random, int partition, long offset) {
        List<Arrival<Change>> arrivals = new ArrayList<>();
        for (Change change : List.of(
                new Change.Recorded(
                        id(random), id(random), offset, Sent.LONG_AGO, new Change.CertificationFact.Revoked("k", "r")),
                new Change.Learnt(id(random), id(random), offset, "MODULE", "code", "title", Sent.LONG_AGO),
                new Change.Connected(id(random), id(random), Sent.LONG_AGO, offset),
                new Change.Merged(id(random), id(random), Sent.LONG_AGO, offset))) {
            if (random.nextBoolean()) {
                arrivals.add(new Arrival<>(source(partition, offset), change));
            }
        }
        List<Arrival<Reading.Kept<Change>>> kept = random.nextBoolean()
                ? List.of()
                : List.of(new Arrival<>(source(partition, offset), new Reading.Kept<>("newer")));
        return new Batch<>(arrivals, kept, Map.of());
    }

    private static String id(Random random) {
        return "id-" + random.nextInt(5);
    }

    private static ConsumerRecord<byte[], byte[]> source(int partition, long offset) {
        return new ConsumerRecord<>(Topic.CONNECT_EVENTS.topicName(), partition, offset, new byte[0], new byte[0]);
    }
}
