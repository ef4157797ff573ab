package io.certconnect.stores.rebuild;

import static org.awaitility.Awaitility.await;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import io.certconnect.stores.Change;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import io.certconnect.stores.intake.Intakes;
import io.certconnect.stores.rebuild.Upstream.Event;
import io.certconnect.worker.Worker;
import io.certconnect.worker.WorkerSettings;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.TopicPartition;
import org.postgresql.ds.PGSimpleDataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A store in a database of its own, with a ledger beside it, and the worker that keeps it; until it is closed. */
final class RunningStore implements AutoCloseable {

    static final String PASSWORD = "secret";
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Store store;
    private final String url;
    private final JdbcClient sql;
    private final Tables tables;
    private final HikariDataSource pool;
    private final Worker<Change> worker;

    private RunningStore(Store store, String url, int loops) {
        this.store = store;
        this.url = url;
        PGSimpleDataSource administrator = dataSource(TestServices.database().user());
        administrator.setPassword(TestServices.database().password());
        Map<Store, String> passwords = new EnumMap<>(Store.class);
        for (Store each : Store.values()) {
            passwords.put(each, PASSWORD);
        }
        StoreRoles.create(administrator, passwords);
        PGSimpleDataSource owner = dataSource(store.role());
        owner.setCurrentSchema(store.schema());
        StoreSchema.migrate(owner, store);
        Schema.migrate(administrator);
        this.sql = JdbcClient.create(administrator);
        this.tables = new Tables(sql, store, store.schema());
        this.pool = pool(owner, "set statement_timeout = '5s'");
        this.worker = new Worker<>(
                WorkerSettings.of(Upstream.servers(), TestServices.fresh(store.schema()))
                        .withBackoff(Duration.ofMillis(100), Duration.ofSeconds(1))
                        .withConcurrency(loops),
                Intakes.of(store),
                new StoreDatabase(pool, new StoreMetrics(new SimpleMeterRegistry(), store)),
                Set.of(),
                Upstream.get().registry(),
                new SimpleMeterRegistry());
        worker.start();
    }

    static RunningStore start(Store store) {
        return start(store, 1);
    }

    static RunningStore start(Store store, int loops) {
        Upstream.get().empty();
        return new RunningStore(store, TestServices.freshDatabase(), loops);
    }

    private PGSimpleDataSource dataSource(String user) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(PASSWORD);
        return dataSource;
    }

    private static HikariDataSource pool(PGSimpleDataSource dataSource, String first) {
        HikariDataSource pool = new HikariDataSource();
        pool.setDataSource(dataSource);
        pool.setConnectionInitSql(first);
        pool.setMaximumPoolSize(4);
        pool.setMinimumIdle(1);
        return pool;
    }

    /** As an application that shows transcripts or badges reads: a member of the readers' role, with a pool. */
    HikariDataSource readers() {
        sql.sql("""
                        do $$
                        begin
                            if not exists (select from pg_roles where rolname = 'test_reader') then
                                create role test_reader login password 'secret' in role certconnect_reader;
                            end if;
                        end
                        $$""").update();
        return pool(dataSource("test_reader"), "select 1");
    }

    StoreLogin login() {
        return new StoreLogin(
                url, TestServices.database().user(), TestServices.database().password());
    }

    /** Sends events and waits until the store has them. */
    void takeIn(List<Event> events) {
        awaitPast(Upstream.get().send(events));
    }

    /** Waits until the store has read up to there; topics of the other store are not waited for. */
    void awaitPast(Map<TopicPartition, Long> ends) {
        ends.keySet().removeIf(partition -> store.topics().stream()
                .noneMatch(topic -> topic.topicName().equals(partition.topic())));
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> isPast(ends));
    }

    boolean isPast(Map<TopicPartition, Long> ends) {
        Map<TopicPartition, Long> positions = tables.positions();
        return ends.entrySet().stream().allMatch(end -> positions.getOrDefault(end.getKey(), 0L) >= end.getValue());
    }

    Rebuild.Result rebuild(boolean acceptDifferences) {
        return rebuild(acceptDifferences, Told.nobody());
    }

    Rebuild.Result rebuild(boolean acceptDifferences, Progress progress) {
        return new Rebuild(login(), Upstream.get().storeTopics(), progress).run(store, acceptDifferences);
    }

    Verification.Report verify(Duration patience) {
        return verify(patience, Told.nobody());
    }

    Verification.Report verify(Duration patience, Progress progress) {
        return new Verification(login(), Upstream.get().storeTopics(), progress).of(store, patience);
    }

    /** All rows of the live store, by table, as PostgreSQL writes them. */
    Map<String, List<String>> rows() {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String table : store.tables()) {
            rows.put(
                    table,
                    sql.sql("select (to_jsonb(entry) - 'kept_at')::text from " + store.schema() + "." + table
                                    + " as entry order by 1")
                            .query(String.class)
                            .list());
        }
        return rows;
    }

    /** Who owns what is in the store's schema, and who may do what with it. */
    List<String> rights() {
        return sql.sql("""
                        select concat_ws(' ', 'schema', nspowner::regrole, nspacl) from pg_namespace
                        where nspname = :schema
                        union all
                        select concat_ws(' ', relname, relkind, relowner::regrole, relacl) from pg_class
                        where relnamespace = :schema::regnamespace
                        union all
                        select concat_ws(' ', proname, proowner::regrole, proacl) from pg_proc
                        where pronamespace = :schema::regnamespace
                        order by 1
                        """).param("schema", store.schema()).query(String.class).list();
    }

    /** The schemas of this store that are in the database: one, unless something was left behind. */
    List<String> schemas() {
        return sql.sql("select nspname from pg_namespace where nspname like :name order by 1")
                .param("name", store.schema() + "%")
                .query(String.class)
                .list();
    }

    Store store() {
        return store;
    }

    String url() {
        return url;
    }

    /** An administrator's. */
    JdbcClient sql() {
        return sql;
    }

    /** Stops the worker; the store stays as it is. */
    void standStill() {
        worker.close();
    }

    @Override
    public void close() {
        worker.close();
        pool.close();
    }
}
