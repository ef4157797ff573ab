package io.certconnect.quickstart;

import static java.util.Objects.requireNonNull;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.local.LocalServices;
import io.certconnect.merge.MergeWorker;
import io.certconnect.records.RecordsWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.certconnect.stores.Store;
import io.certconnect.stores.StoreRoles;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.apache.kafka.clients.admin.NewTopic;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** The services and the workers, started in the order that they need each other and stopped in the other. */
final class Quickstart implements AutoCloseable {

    private static final String DATABASE = "certconnect";
    /** On loopback, as the administrator's; it is in the worker's default settings. */
    private static final String STORE_PASSWORD = "certconnect";

    private final LocalServices services;
    private final Path data;
    private final int apiPort;
    private final Progress progress;
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
    private @Nullable ConfigurableApplicationContext records;
    private boolean up;
    private boolean closed;

    /** @param apiPort where the stores' API listens; 0 takes a free one */
    Quickstart(LocalServices services, Path data, int apiPort, Progress progress) {
        this.services = services;
        this.data = data;
        this.apiPort = apiPort;
        this.progress = progress;
    }

    void start() {
        progress.say("Starting broker, schema registry and PostgreSQL");
        services.start(progress::say);
        createTopics();
        String database = services.database().createDatabase(DATABASE);
        CompletableFuture<Void> schemas = CompletableFuture.runAsync(
                () -> new SchemaRegistration(registry()).registerAll(),
                task -> Thread.ofPlatform().start(task));
        startWorker("connector-worker", ConnectorWorker.application().web(WebApplicationType.NONE), database);
        startWorker("merge-worker", MergeWorker.application().web(WebApplicationType.NONE), database);
        StoreRoles.create(
                administrator(database), Map.of(Store.TRANSCRIPT, STORE_PASSWORD, Store.BADGE, STORE_PASSWORD));
        records = startWorker("records-worker", RecordsWorker.application(), database);
        schemas.join();
        synchronized (this) {
            up = true;
        }
    }

    private void createTopics() {
        List<NewTopic> topics = new ArrayList<>();
        for (Topic topic : Topic.values()) {
            topics.add(new NewTopic(topic.topicName(), topic.partitions(), (short) 1).configs(topic.config()));
            topics.add(
                    new NewTopic(topic.deadLetters(), topic.partitions(), (short) 1).configs(topic.deadLetterConfig()));
        }
        services.broker().createTopics(topics);
        progress.say("Topics are there");
    }

    private DataSource administrator(String database) {
        return new DriverManagerDataSource(
                database, services.database().user(), services.database().password());
    }

    private ConfigurableApplicationContext startWorker(
            String name, SpringApplicationBuilder application, String database) {
        ConfigurableApplicationContext worker = application
                .registerShutdownHook(false)
                .run(
                        "--certconnect.kafka.servers=" + bootstrap(),
                        "--certconnect.registry.url=" + services.registry().url(),
                        "--certconnect.instance=quickstart",
                        "--spring.datasource.url=" + database,
                        "--spring.datasource.username=" + services.database().user(),
                        "--spring.datasource.password=" + services.database().password(),
                        "--certconnect.records.transcript.database.url=" + database,
                        "--server.address=127.0.0.1",
                        "--server.port=" + apiPort,
                        "--logging.config=classpath:quickstart-logback.xml",
                        "--logging.file.name=" + logFile());
        synchronized (this) {
            if (closed) {
                worker.close();
                return worker;
            }
            workers.add(worker);
        }
        progress.say("The " + name + " is up");
        return worker;
    }

    /** The stores as the records-worker reads them. */
    <T> T stores(Class<T> part) {
        return requireNonNull(records, "not started").getBean(part);
    }

    private String api() {
        String port = requireNonNull(records, "not started").getEnvironment().getProperty("local.server.port");
        return "http://localhost:" + port + "/api";
    }

    String bootstrap() {
        return services.broker().bootstrapServers();
    }

    SchemaRegistryClient registry() {
        return RegistryClients.of(
                Map.of("schema.registry.url", services.registry().url()));
    }

    LocalServices services() {
        return services;
    }

    String databaseUrl() {
        return services.database().createDatabase(DATABASE);
    }

    private Path logFile() {
        return data.resolve("quickstart.log");
    }

    synchronized boolean isUp() {
        return up;
    }

    String whereEverythingIs() {
        return """

                certconnect runs.
                  broker           %s
                  schema registry  %s
                  PostgreSQL       %s   user %s, password %s, schemas ledger, transcript, badge
                  stores' API      %s   described in %s/openapi.yaml
                  data             %s
                  workers' log     %s

                Try, in another terminal:
                  ./certconnect explain %s%s
                  ./certconnect profile show cert-grace-2024%s
                  curl %s/learn-profiles/learner-ada/transcript
                  ./certconnect watch events --from-beginning%s
                  echo '{"learnProfileId":"learner-you","accounts":[{"accountId":"account-you","kind":"PERSONAL"}]}' \\
                    | ./certconnect send connect --file -%s

                Ctrl-C stops everything; data stay.
                """.formatted(
                        bootstrap(),
                        services.registry().url(),
                        databaseUrl(),
                        services.database().user(),
                        services.database().password(),
                        api(),
                        api(),
                        data,
                        logFile(),
                        Story.GRACE_ASKS,
                        databaseOption(),
                        databaseOption(),
                        api(),
                        kafkaOptions(),
                        kafkaOptions());
    }

    /** What the command line has to be told where the ports are not the usual ones. */
    private String kafkaOptions() {
        LocalServices.Ports usual = LocalServices.Ports.USUAL;
        return (services.broker().port() == usual.kafka() ? "" : " --bootstrap " + bootstrap())
                + (services.registry().port() == usual.registry()
                        ? ""
                        : " --registry " + services.registry().url());
    }

    private String databaseOption() {
        boolean isUsual = services.database().port() == LocalServices.Ports.USUAL.postgres();
        return isUsual ? "" : " --database " + databaseUrl();
    }

    /** Workers first: what they have in hand is finished while the services are still there. */
    @Override
    public synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        workers.forEach(ConfigurableApplicationContext::close);
        services.close();
    }
}
