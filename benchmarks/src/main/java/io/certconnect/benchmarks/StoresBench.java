package io.certconnect.benchmarks;

import static java.util.Objects.requireNonNull;

import com.zaxxer.hikari.HikariDataSource;
import io.certconnect.records.RecordsWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreDatabase;
import io.certconnect.stores.StoreMetrics;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.StoreSchema;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.stores.rebuild.StoreTopics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Both stores, and the records-worker. */
final class StoresBench implements AutoCloseable {

    private final BenchServices services = new BenchServices();
    private final Map<Store, HikariDataSource> pools = new EnumMap<>(Store.class);
    /** As the API's: a plan is made once. */
    private final HikariDataSource readers;

    private final int port = freePort();
    private final int tutorialPort = freePort();
    private @Nullable WorkerProcess worker;

    StoresBench() {
        StoreRoles.create(
                services.administrator(), Map.of(Store.TRANSCRIPT, "certconnect", Store.BADGE, "certconnect"));
        for (Store store : Store.values()) {
            HikariDataSource pool = services.pool(store.role(), "certconnect", store.schema());
            StoreSchema.migrate(pool, store);
            pools.put(store, pool);
        }
        readers = services.pool(Store.TRANSCRIPT.role(), "certconnect", Store.TRANSCRIPT.schema());
        readers.setConnectionInitSql("set plan_cache_mode = force_generic_plan");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    BenchServices services() {
        return services;
    }

    void publish(Topic topic, SpecificRecord record) {
        services.publish(topic, record);
    }

    void flush() {
        services.flush();
    }

    /** The records-worker as it is shipped, in a JVM of its own. */
    WorkerProcess startWorker() throws InterruptedException {
        worker = WorkerProcess.start(
                RecordsWorker.class, WorkerProcess.Options.ANSWERING, services.settings("bench", port));
        awaitAnswer(worker, overHttp());
        return worker;
    }

    /** The transcript as tutorials serve it, from views without fences, in a JVM of its own. */
    WorkerProcess startTutorialReader() throws InterruptedException {
        List<String> settings = new ArrayList<>(services.settings("tutorial", tutorialPort));
        settings.add("--spring.datasource.hikari.connection-init-sql=set search_path = " + UnfencedViews.SEARCH_PATH);
        settings.add("--spring.flyway.enabled=false");
        WorkerProcess reader = WorkerProcess.start(TutorialReader.class, WorkerProcess.Options.ANSWERING, settings);
        awaitAnswer(reader, fromTutorial());
        return reader;
    }

    private static void awaitAnswer(WorkerProcess starting, TranscriptReads.Clients clients)
            throws InterruptedException {
        while (!isAnswered(clients)) {
            starting.requireAlive();
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static boolean isAnswered(TranscriptReads.Clients clients) {
        try (TranscriptReads reads = clients.connect()) {
            var unused = reads.read(Population.learner(1));
            return true;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /** From the worker. */
    TranscriptReads.Clients overHttp() {
        return () -> new TranscriptReads.OverHttp("http://localhost:" + port);
    }

    TranscriptReads.Clients fromTutorial() {
        return () -> new TranscriptReads.OverHttp("http://localhost:" + tutorialPort);
    }

    /** From the worker's database. */
    TranscriptReads.Clients byBareJdbc() {
        return () -> new TranscriptReads.ByBareJdbc(readers);
    }

    UnfencedViews unfencedViews() {
        return new UnfencedViews(pool(Store.TRANSCRIPT));
    }

    StoreDatabase database(Store store) {
        return new StoreDatabase(pool(store), new StoreMetrics(new SimpleMeterRegistry(), store));
    }

    HikariDataSource pool(Store store) {
        return requireNonNull(pools.get(store));
    }

    /** How many records the store has passed. */
    long passed(Store store) {
        return JdbcClient.create(pool(store))
                .sql("select coalesce(sum(next_offset), 0) from position")
                .query(Long.class)
                .single();
    }

    long bytes(Store store) {
        return administratorSql()
                .sql("""
                        select sum(pg_total_relation_size(pg_class.oid)) from pg_class
                        join pg_namespace on pg_namespace.oid = relnamespace
                        where nspname = :schema and relkind = 'r'
                        """)
                .param("schema", store.schema())
                .query(Long.class)
                .single();
    }

    HikariDataSource administrator() {
        return services.administrator();
    }

    JdbcClient administratorSql() {
        return services.sql();
    }

    StoreLogin login() {
        return new StoreLogin(services.url(), services.user(), services.password());
    }

    StoreTopics topics() {
        return new StoreTopics(this::replayConsumer, services.registry());
    }

    private Consumer<byte[], byte[]> replayConsumer() {
        return new KafkaConsumer<>(
                Map.of(
                        "bootstrap.servers",
                        services.servers(),
                        "isolation.level",
                        "read_committed",
                        "enable.auto.commit",
                        false,
                        "auto.offset.reset",
                        "none",
                        "max.poll.records",
                        2_000),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer());
    }

    @Override
    public void close() {
        if (worker != null) {
            worker.close();
        }
        readers.close();
        pools.values().forEach(HikariDataSource::close);
        services.close();
    }
}
