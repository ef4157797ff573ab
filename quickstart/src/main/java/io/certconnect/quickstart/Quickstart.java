package io.certconnect.quickstart;

import static java.util.Objects.requireNonNull;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.console.Console;
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

/** The services, the workers and the console, started in the order that they need each other and stopped in the other. */
final class Quickstart implements AutoCloseable {

    private static final String DATABASE = "certconnect";
    /** On loopback, as the administrator's; it is in the worker's default settings. */
    private static final String STORE_PASSWORD = "certconnect";

    private final LocalServices services;
    private final Path data;
    private final Ports ports;
    private final Progress progress;
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();
    private @Nullable ConfigurableApplicationContext records;
    private @Nullable ConfigurableApplicationContext console;
    private boolean up;
    private boolean closed;

    /** Where the stores' API and the console listen; 0 takes a free one. */
    record Ports(int api, int console) {}

    Quickstart(LocalServices services, Path data, Ports ports, Progress progress) {
        this.services = services;
        this.data = data;
        this.ports = ports;
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
        start("connector-worker", ConnectorWorker.application().web(WebApplicationType.NONE), database, 0);
        start("merge-worker", MergeWorker.application().web(WebApplicationType.NONE), database, 0);
        StoreRoles.create(
                administrator(database), Map.of(Store.TRANSCRIPT, STORE_PASSWORD, Store.BADGE, STORE_PASSWORD));
        records = start("records-worker", RecordsWorker.application(), database, ports.api());
        console = start("console", Console.application(), database, ports.console());
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

    /** @param port where it listens, if it has a web server */
    private ConfigurableApplicationContext start(
            String name, SpringApplicationBuilder application, String database, int port) {
        ConfigurableApplicationContext started = application
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
                        "--server.port=" + port,
                        "--logging.config=classpath:quickstart-logback.xml",
                        "--logging.file.name=" + logFile());
        synchronized (this) {
            if (closed) {
                started.close();
                return started;
            }
            applications.add(started);
        }
        progress.say("The " + name + " is up");
        return started;
    }

    /** The stores as the records-worker reads them. */
    <T> T stores(Class<T> part) {
        return requireNonNull(records, "not started").getBean(part);
    }

    private static String apiOf(@Nullable ConfigurableApplicationContext application) {
        String port =
                requireNonNull(application, "not started").getEnvironment().getProperty("local.server.port");
        return "http://localhost:" + port + "/api";
    }

    private String api() {
        return apiOf(records);
    }

    /** Where the console tells how far consumer groups are behind. */
    String lag() {
        return apiOf(console) + "/lag";
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
                  console          %s   how far consumers are behind; metrics at /actuator/prometheus
                  data             %s
                  log              %s

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
                        lag(),
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
        applications.forEach(ConfigurableApplicationContext::close);
        services.close();
    }
}
