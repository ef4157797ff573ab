package io.certconnect.flow;

import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Schema;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * All that workers run on, once per JVM: the broker with the contract's topics, the registry with its schemas, and one
 * ledger. Tests share it as people share a production system: each has learners and profiles of its own. One that
 * stops a service starts it again.
 */
public final class Platform {

    private static final class Started {
        private static final Platform PLATFORM = new Platform();
    }

    private final String ledgerUrl;
    private final Admin admin;
    private final SchemaRegistryClient registry;
    private final JdbcClient sql;
    private final LedgerDatabase ledger;
    private final Publisher publisher;

    private Platform() {
        CompletableFuture<?> broker = CompletableFuture.runAsync(TestServices::broker);
        CompletableFuture<?> schemas = CompletableFuture.runAsync(TestServices::registry);
        this.ledgerUrl = TestServices.freshDatabase();
        CompletableFuture.allOf(broker, schemas).join();
        this.admin = Admin.create(Map.of("bootstrap.servers", servers()));
        TestServices.broker().createTopics(topics());
        this.registry = RegistryClients.of(Map.of(RegistryClients.URL, registryUrl()));
        new SchemaRegistration(registry).registerAll();
        DriverManagerDataSource dataSource = new DriverManagerDataSource(ledgerUrl, user(), password());
        Schema.migrate(dataSource);
        this.sql = JdbcClient.create(dataSource);
        this.ledger = new LedgerDatabase(dataSource);
        this.publisher = new Publisher(servers(), registry);
    }

    /** Started when it is first asked for; gone with the JVM. */
    public static Platform get() {
        return Started.PLATFORM;
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
                "--spring.datasource.url=" + ledgerUrl,
                "--spring.datasource.username=" + user(),
                "--spring.datasource.password=" + password());
    }

    public String servers() {
        return TestServices.broker().bootstrapServers();
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

    /** The ledger's database, to look into; without a pool, so that an outage leaves nothing stale behind. */
    public JdbcClient sql() {
        return sql;
    }

    public Publisher publisher() {
        return publisher;
    }

    public TopicReader reader() {
        return new TopicReader(servers(), admin);
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
