package io.certconnect.benchmarks;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.deciding.DecideRequests;
import io.certconnect.deciding.DecisionMetrics;
import io.certconnect.deciding.Events;
import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Invariants;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.ledger.Schema;
import io.certconnect.local.LocalDatabase;
import io.certconnect.merge.deciding.MergeMatter;
import io.certconnect.merge.rules.MergeAction;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.IntFunction;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A ledger on a durable PostgreSQL of its own, and the merge-worker's deciding on top of it. */
final class MergeBench implements AutoCloseable {

    private static final int BATCH = 500;

    private final LocalDatabase server = LocalDatabase.start(new LocalDatabase.Settings(null, 0, true));
    private final HikariDataSource pool = new HikariDataSource();
    private final LedgerDatabase ledger;
    private final DecideRequests<MergeRequest, ?, ?> deciding;
    private long offset;

    MergeBench() {
        pool.setJdbcUrl(server.createDatabase("bench"));
        pool.setUsername(server.user());
        pool.setPassword(server.password());
        Schema.migrate(pool);
        ledger = new LedgerDatabase(pool);
        deciding = new DecideRequests<>(
                new MergeMatter(ledger.merges()),
                ledger,
                new RecordEncoder(RegistryClients.of(Map.of("schema.registry.url", "mock://bench")), true),
                new Events("merge.events.v1", "/bench", "io.certconnect.v1.MergeDecided"),
                new DecisionMetrics(new SimpleMeterRegistry(), "bench"),
                Clock.systemUTC(),
                1_000_000);
    }

    /** Active profiles prefix0, prefix1 and so on. */
    void know(String prefix, int number) {
        int chunk = 5_000;
        for (int first = 0; first < number; first += chunk) {
            List<ProfileNews> news = new ArrayList<>(chunk);
            for (int i = first; i < Math.min(number, first + chunk); i++) {
                CertificationProfileId id = new CertificationProfileId(prefix + i);
                news.add(new ProfileNews.Changed(
                        id, new AccountId("account-" + id), ProfileStatus.ACTIVE, null, null, 1, Instant.EPOCH));
            }
            var unused = ledger.inTransaction(() -> ledger.directory().apply(news));
        }
        JdbcClient.create(pool)
                .sql("vacuum analyze ledger.certification_profile")
                .update();
    }

    /** Merges each of the second kind into one of the first; merges per second. */
    double mergePairs(String survivors, String absorbed, int number) {
        return time(number, i -> merge(survivors + i, absorbed + i));
    }

    /** Merges each into the same survivor; merges per second. */
    double mergeAllInto(String survivor, String absorbed, int number) {
        return time(number, i -> merge(survivor, absorbed + i));
    }

    private double time(int number, IntFunction<MergeRequest> request) {
        long begin = System.nanoTime();
        for (int first = 0; first < number; first += BATCH) {
            List<Arrival<MergeRequest>> arrivals = new ArrayList<>(BATCH);
            for (int i = first; i < Math.min(number, first + BATCH); i++) {
                arrivals.add(new Arrival<>(
                        new ConsumerRecord<>("merge.requests.v1", 0, offset++, new byte[0], new byte[0]),
                        request.apply(i)));
            }
            int answers = deciding.on(new Batch<>(arrivals, List.of(), Map.of()))
                    .events()
                    .size();
            if (answers != arrivals.size()) {
                throw new IllegalStateException(answers + " answers to " + arrivals.size() + " requests");
            }
        }
        return number / ((System.nanoTime() - begin) / 1e9);
    }

    private static MergeRequest merge(String survivor, String absorbed) {
        return new MergeRequest(
                UUID.randomUUID(),
                MergeAction.MERGE,
                new CertificationProfileId(survivor),
                new CertificationProfileId(absorbed),
                "benchmark",
                "TICKET-1",
                "measuring",
                false,
                null);
    }

    /** A rate with a broken invariant, or of refusals, is no rate. */
    void verify() {
        List<Invariants.Violation> violations = ledger.invariants().violations();
        int refused = JdbcClient.create(pool)
                .sql("select count(*) from ledger.decision where outcome <> 'MERGED'")
                .query(Integer.class)
                .single();
        if (!violations.isEmpty() || refused > 0) {
            throw new IllegalStateException(refused + " refused; " + violations);
        }
    }

    @Override
    public void close() {
        pool.close();
        server.close();
    }
}
