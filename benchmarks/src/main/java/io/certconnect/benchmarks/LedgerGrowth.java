package io.certconnect.benchmarks;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;

/**
 * Whether the connector-worker's rate holds as the ledger grows, and what loops and instances bring: the same 400,000
 * requests, in a ledger with 10 thousand, a million and 10 million other profiles, each of them connected.
 */
public final class LedgerGrowth {

    private static final String RATES = "requests/s";
    private static final int WARM_UP = 200_000;
    private static final int END = 400_000;
    private static final List<Integer> SIZES = List.of(10_000, 1_000_000, 10_000_000);
    private static final int MANY = 1_000_000;

    private final BenchServices services;
    private final ConnectRequests requests;
    private final Report report = new Report();
    private int bystanders;

    private LedgerGrowth(BenchServices services, ConnectRequests requests) {
        this.services = services;
        this.requests = requests;
    }

    public static void main(String[] arguments) throws Exception {
        try (BenchServices services = new BenchServices()) {
            new LedgerGrowth(services, new ConnectRequests(services)).run();
        }
    }

    private void run() throws InterruptedException, ExecutionException {
        report.stage("making %,d requests, and their profiles known", END);
        requests.makeKnown(0, END);
        requests.publish(0, END);
        for (int size : SIZES) {
            grow(size);
            measure(name(size), 1);
            if (size == MANY) {
                for (int loops : List.of(1, 3, 6)) {
                    measure(
                            "1 instance, loops: " + loops,
                            1,
                            loops(loops),
                            "--spring.datasource.hikari.maximum-pool-size=8");
                }
                for (int instances : List.of(2, 3)) {
                    measure("instances of two loops: " + instances, instances);
                }
            }
        }
        double small = report.figure(RATES, name(SIZES.getFirst()));
        report.figure("times", "10 million others / 10 thousand", report.figure(RATES, name(SIZES.getLast())) / small);
        report.write(Path.of(System.getProperty("certconnect.results", "target")), "growth");
    }

    private static String name(int size) {
        return String.format(Locale.ROOT, "%,d others", size);
    }

    private static String loops(int number) {
        return "--certconnect.connector.requests.concurrency=" + number;
    }

    private void measure(String what, int instances, String... settings)
            throws InterruptedException, ExecutionException {
        report.stage("%s", what);
        WorkersRun.Result result = new WorkersRun(services, RequestKind.CONNECT).run(instances, WARM_UP, END, settings);
        requests.check("CONNECTED", END);
        report.figure(RATES, what, result.perSecond());
        report.stage("  %s", result);
        requests.undo();
    }

    /** In the order of their ids, which spares the load most of what it would cost; their ids are random all the same. */
    private void grow(int size) {
        report.stage("a ledger with %,d others", size);
        services.sql()
                .sql("""
                        set session_replication_role = replica;
                        create temporary table other as
                            select gen_random_uuid()::text as id from generate_series(1, %1$d) order by 1;
                        insert into ledger.certification_profile (id, account_id, status, version, updated_at, root_id)
                            select 'profile-' || id, 'account-profile-' || id, 'ACTIVE', 1, now(), 'profile-' || id from other;
                        insert into ledger.connection (learn_profile_id, certification_profile_id, connected_at, request_id)
                            select 'learner-' || id, 'profile-' || id, now(), '%2$s' from other;
                        drop table other;
                        set session_replication_role = origin
                        """.formatted(size - bystanders, ConnectRequests.BYSTANDER))
                .update();
        bystanders = size;
        for (String table : List.of("certification_profile", "connection")) {
            services.sql().sql("vacuum analyze ledger." + table).update();
        }
    }
}
