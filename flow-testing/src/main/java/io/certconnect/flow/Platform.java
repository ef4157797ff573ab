package io.certconnect.flow;

import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Schema;
import io.certconnect.local.Broker;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreRoles;
import io.certconnect.stores.rebuild.Progress;
import io.certconnect.stores.rebuild.StoreLogin;
import io.certconnect.stores.rebuild.StoreTopics;
import io.certconnect.stores.rebuild.Verification;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * All that workers run on, once per JVM: the broker with the contract's topics, the registry with its schemas, and one
 * database with the ledger and room for the stores. Tests share it as people share a production system: each has learners and profiles of its own. One that
 * stops a service starts it again.
 */
public final class Platform {

    private static final class Started {
        private static final Platform PLATFORM = new Platform(TestServices::broker);
    }

    /** The stores' roles have the password that the records-worker comes with. */
    private static final String STORE_PASSWORD = "certconnect";

    private final String databaseUrl;
    private final Broker broker;
    private final Admin admin;
    private final SchemaRegistryClient registry;
    private final JdbcClient sql;
    private final LedgerDatabase ledger;
    private final Publisher publisher;

    private Platform(Supplier<Broker> start) {
        CompletableFuture<Broker> starting = CompletableFuture.supplyAsync(start);
        CompletableFuture<?> schemas = CompletableFuture.runAsync(TestServices::registry);
        this.databaseUrl = TestServices.freshDatabase();
        this.broker = starting.join();
        schemas.join();
        this.admin = Admin.create(broker.administrator());
        broker.createTopics(topics());
        this.registry = RegistryClients.of(Map.of(RegistryClients.URL, registryUrl()));
        new SchemaRegistration(registry).registerAll();
        DriverManagerDataSource dataSource = new DriverManagerDataSource(databaseUrl, user(), password());
        Schema.migrate(dataSource);
        StoreRoles.create(dataSource, Map.of(Store.TRANSCRIPT, STORE_PASSWORD, Store.BADGE, STORE_PASSWORD));
        this.sql = JdbcClient.create(dataSource);
        this.ledger = new LedgerDatabase(dataSource);
        this.publisher = new Publisher(broker.administrator(), registry);
    }

    /** Started when it is first asked for; gone with the JVM. */
    public static Platform get() {
        return Started.PLATFORM;
    }

    /** One with a broker of its own, which is the caller's to close; the rest is shared. */
    public static Platform on(Broker broker) {
        return new Platform(() -> broker);
    }

    private static List<NewTopic> topics() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), topic.partitions(), (short) 1).configs(topic.config()));
            topics.add(
                    new NewTopic(topic.deadLetters(), topic.partitions(), (short) 1).configs(topic.deadLetterConfig()));
        }
        return topics;
    }

    /** What an instance of a worker is told, as command-line arguments. */
    public List<String> settings(String instance) {
        return List.of(
                "--certconnect.kafka.servers=" + servers(),
                "--certconnect.registry.url=" + registryUrl(),
                "--certconnect.instance=" + instance,
                "--spring.datasource.url=" + databaseUrl,
                "--spring.datasource.username=" + user(),
                "--spring.datasource.password=" + password(),
                "--certconnect.records.transcript.database.url=" + databaseUrl);
    }

    public String databaseUrl() {
        return databaseUrl;
    }

    public String servers() {
        return broker.bootstrapServers();
    }

    private static String registryUrl() {
        return TestServices.registry().url();
    }

    private static String user() {
        return TestServices.database().user();
    }

    private static String password() {
        return TestServices.database().password();
    }

    public SchemaRegistryClient registry() {
        return registry;
    }

    public LedgerDatabase ledger() {
        return ledger;
    }

    /** The database, to look into as an administrator; without a pool, so that an outage leaves nothing stale behind. */
    public JdbcClient sql() {
        return sql;
    }

    /** A store, which is there once a records-worker has run: connections as its role, with its schema as search path. */
    public DataSource store(Store store) {
        DriverManagerDataSource dataSource = new DriverManagerDataSource(databaseUrl, store.role(), STORE_PASSWORD);
        dataSource.setSchema(store.schema());
        return dataSource;
    }

    /** Compares stores with their topics; with the ledger too, which knows nothing of events that a test made up. */
    public Verification verification() {
        StoreTopics topics = new StoreTopics(() -> TopicReader.consumer(broker.administrator()), registry);
        return new Verification(new StoreLogin(databaseUrl, user(), password()), topics, new Progress() {
            @Override
            public void stage(String what) {
                // Nobody watches.
            }

            @Override
            public void read(long done, long total) {
                // Nobody watches.
            }
        });
    }

    public Publisher publisher() {
        return publisher;
    }

    public TopicReader reader() {
        return new TopicReader(broker.administrator(), admin);
    }

    public Group group(String group) {
        return new Group(group, admin);
    }

    public void stopDatabase() {
        TestServices.database().stop();
    }

    public void startDatabase() {
        TestServices.database().start();
    }

    public void stopRegistry() {
        TestServices.registry().stop();
    }

    public void startRegistry() {
        TestServices.registry().start();
    }
}
