package io.certconnect.benchmarks;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Invariants;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.ConnectRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ExecutionException;

/** Requests of distinct learners whose profiles the ledger knows, so each of them connects. */
final class ConnectRequests {

    /** The request that connected who only stands by. */
    static final UUID BYSTANDER = new UUID(0, -1);

    private static final int CHUNK = 5_000;

    private final BenchServices services;

    ConnectRequests(BenchServices services) {
        this.services = services;
    }

    /** Has the ledger know the profiles of these learners; the end is exclusive, as everywhere here. */
    void makeKnown(int from, int to) {
        LedgerDatabase ledger = new LedgerDatabase(services.administrator());
        for (int first = from; first < to; first += CHUNK) {
            List<ProfileNews> news = new ArrayList<>(CHUNK);
            for (int number = first; number < Math.min(to, first + CHUNK); number++) {
                news.add(new ProfileNews.Changed(
                        new CertificationProfileId(Population.profile(number)),
                        new AccountId(account(number)),
                        ProfileStatus.ACTIVE,
                        null,
                        null,
                        1,
                        Instant.EPOCH));
            }
            var unused = ledger.inTransaction(() -> ledger.directory().apply(news));
        }
        services.sql().sql("vacuum analyze ledger.certification_profile").update();
    }

    void publish(int from, int to) {
        for (int number = from; number < to; number++) {
            services.publish(Topic.CONNECT_REQUESTS, request(number));
        }
        services.flush();
    }

    static ConnectRequested request(int number) {
        return new ConnectRequested(
                new UUID(number * 0x9E3779B97F4A7C15L, number),
                Population.learner(number),
                List.of(new Account(account(number), AccountKind.PERSONAL)),
                null,
                Instant.now());
    }

    private static String account(int number) {
        return "account-" + Population.profile(number);
    }

    void undo() throws InterruptedException, ExecutionException {
        undo(ConsumerGroup.CONNECTOR_WORKER.groupId());
    }

    /** As if nothing of this had ever been decided: no worker may run. What bystanders have stays. */
    void undo(String group) throws InterruptedException, ExecutionException {
        services.sql()
                .sql("delete from ledger.connection where request_id <> :bystander")
                .param("bystander", BYSTANDER)
                .update();
        services.sql().sql("truncate ledger.decision, ledger.publication").update();
        services.sql().sql("vacuum ledger.connection").update();
        services.forget(group);
    }

    /** @throws IllegalStateException if an invariant is broken, or other than that many decisions came out so */
    void check(String outcome, long decided) {
        List<Invariants.Violation> violations =
                new LedgerDatabase(services.administrator()).invariants().violations();
        long found = services.sql()
                .sql("select count(*) from ledger.decision where outcome = :outcome")
                .param("outcome", outcome)
                .query(Long.class)
                .single();
        if (!violations.isEmpty() || found != decided) {
            throw new IllegalStateException(found + " of " + decided + " " + outcome + "; " + violations);
        }
    }
}
