package io.certconnect.benchmarks;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.ConnectRequested;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;

/**
 * How many connection requests a second the connector-worker decides, as shipped and in a JVM of its own, beside what Kafka
 * and PostgreSQL take for the same records and rows. 1 / limit = 1 / Kafka + 1 / PostgreSQL.
 */
public final class DecisionCost {

    /** Not counted: until then two cores compile. */
    private static final int WARM_UP = Integer.getInteger("certconnect.warmup", 500_000);

    private DecisionCost() {}

    /** @param arguments how many requests, 700,000 if none is given; then settings for the worker, to try them */
    public static void main(String[] arguments) throws Exception {
        int requests = arguments.length == 0 ? 700_000 : Integer.parseInt(arguments[0]);
        List<String> tried = List.of(arguments).subList(Math.min(1, arguments.length), arguments.length);
        try (BenchServices services = new BenchServices()) {
            prepare(services, requests);
            double worker = decide(services, requests, tried);
            check(services, requests);
            List<byte[]> events = services.sql()
                    .sql("select event from ledger.decision limit 2000")
                    .query(byte[].class)
                    .list();
            KafkaFloor kafka = new KafkaFloor(services, Topic.CONNECT_REQUESTS.topicName(), events);
            double kafkaFloor = kafka.run("floor", 2, WARM_UP, requests);
            PostgresFloor postgres = new PostgresFloor(services.administrator());
            double unused = postgres.run(2);
            double postgresFloor = postgres.run(2);
            double limit = 1 / (1 / kafkaFloor + 1 / postgresFloor);
            say("Kafka floor        %,9.0f requests/s", kafkaFloor);
            say("PostgreSQL floor   %,9.0f requests/s", postgresFloor);
            say("limit of both      %,9.0f requests/s", limit);
            say("connector-worker   %,9.0f requests/s   %.2f of the limit", worker, worker / limit);
        }
    }

    private static void prepare(BenchServices services, int requests) {
        LedgerDatabase ledger = new LedgerDatabase(services.administrator());
        int chunk = 5_000;
        for (int first = 0; first < requests; first += chunk) {
            List<ProfileNews> news = new ArrayList<>(chunk);
            for (int number = first; number < Math.min(requests, first + chunk); number++) {
                news.add(new ProfileNews.Changed(
                        new CertificationProfileId(Population.profile(number)),
                        new AccountId("account-" + Population.profile(number)),
                        ProfileStatus.ACTIVE,
                        null,
                        null,
                        1,
                        Instant.EPOCH));
            }
            var unused = ledger.inTransaction(() -> ledger.directory().apply(news));
        }
        services.sql().sql("vacuum analyze ledger.certification_profile").update();
        for (int number = 0; number < requests; number++) {
            services.publish(
                    Topic.CONNECT_REQUESTS,
                    new ConnectRequested(
                            new UUID(number * 0x9E3779B97F4A7C15L, number),
                            Population.learner(number),
                            List.of(new Account("account-" + Population.profile(number), AccountKind.PERSONAL)),
                            null,
                            Instant.now()));
        }
        services.flush();
        say("%,d requests are on their topic, their profiles in the ledger", requests);
    }

    /** Requests per second, of those after the warm-up, from commit to commit of their offsets. */
    private static double decide(BenchServices services, int requests, List<String> tried)
            throws InterruptedException, ExecutionException {
        List<String> settings = new ArrayList<>(services.settings());
        settings.addAll(tried);
        try (WorkerProcess worker = WorkerProcess.start(ConnectorWorker.class, settings);
                Admin admin = Admin.create(Map.of("bootstrap.servers", services.servers()))) {
            awaitCommitted(admin, WARM_UP, worker);
            long begin = System.nanoTime();
            long from = committed(admin);
            Duration cpuPostgres = services.postgresCpu();
            Duration cpuWorker = worker.cpu();
            Duration cpuHere = ProcessHandle.current().info().totalCpuDuration().orElseThrow();
            awaitCommitted(admin, requests, worker);
            long counted = requests - from;
            double rate = counted / ((System.nanoTime() - begin) / 1e9);
            say("microseconds of CPU a decision: worker %.1f, PostgreSQL %.1f, broker (and this) %.1f",
                    worker.cpu().minus(cpuWorker).toNanos() / 1e3 / counted,
                    services.postgresCpu().minus(cpuPostgres).toNanos() / 1e3 / counted,
                    ProcessHandle.current().info().totalCpuDuration().orElseThrow().minus(cpuHere).toNanos() / 1e3 / counted);
            say("the worker's memory: %d MB", worker.resident());
            return rate;
        }
    }

    private static void awaitCommitted(Admin admin, long wanted, WorkerProcess worker)
            throws InterruptedException, ExecutionException {
        while (committed(admin) < wanted) {
            worker.requireAlive();
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }

    private static long committed(Admin admin) throws InterruptedException, ExecutionException {
        return admin
                .listConsumerGroupOffsets(ConsumerGroup.CONNECTOR_WORKER.groupId())
                .partitionsToOffsetAndMetadata()
                .get()
                .values()
                .stream()
                .mapToLong(offset -> offset == null ? 0 : offset.offset())
                .sum();
    }

    /** A rate with a broken invariant, or of refusals, is no rate. */
    private static void check(BenchServices services, int requests) {
        List<String> violations =
                new LedgerDatabase(services.administrator()).invariants().violations();
        int connected = services.sql()
                .sql("select count(*) from ledger.decision where outcome = 'CONNECTED'")
                .query(Integer.class)
                .single();
        if (!violations.isEmpty() || connected != requests) {
            throw new IllegalStateException(connected + " of " + requests + " connected; " + violations);
        }
    }

    private static void say(String what, Object... values) {
        System.out.println(String.format(Locale.ROOT, what, values));
    }
}
