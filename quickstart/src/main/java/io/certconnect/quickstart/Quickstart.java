package io.certconnect.quickstart;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.local.LocalServices;
import io.certconnect.merge.MergeWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RegistryClients;
import io.certconnect.schemas.serde.SchemaRegistration;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.NewTopic;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The services and the workers, started in the order that they need each other and stopped in the other. */
final class Quickstart implements AutoCloseable {

    private static final String DATABASE = "certconnect";

    private final LocalServices services;
    private final Path data;
    private final Progress progress;
    private final List<ConfigurableApplicationContext> workers = new ArrayList<>();
    private boolean up;
    private boolean closed;

    Quickstart(LocalServices services, Path data, Progress progress) {
        this.services = services;
        this.data = data;
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
        startWorker("connector-worker", ConnectorWorker.application(), database);
        startWorker("merge-worker", MergeWorker.application(), database);
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

    private void startWorker(String name, SpringApplicationBuilder application, String database) {
        ConfigurableApplicationContext worker = application
                .web(WebApplicationType.NONE)
                .registerShutdownHook(false)
                .run(
                        "--certconnect.kafka.servers=" + bootstrap(),
                        "--certconnect.registry.url=" + services.registry().url(),
                        "--certconnect.instance=quickstart",
                        "--spring.datasource.url=" + database,
                        "--spring.datasource.username=" + services.database().user(),
                        "--spring.datasource.password=" + services.database().password(),
                        "--logging.config=classpath:quickstart-logback.xml",
                        "--logging.file.name=" + logFile());
        synchronized (this) {
            if (closed) {
                worker.close();
                return;
            }
            workers.add(worker);
        }
        progress.say("The " + name + " is up");
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
                  PostgreSQL       %s   user %s, password %s, schema ledger
                  data             %s
                  workers' log     %s

                Try, in another terminal:
                  ./certconnect explain %s%s
                  ./certconnect profile show cert-grace-2024%s
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
                        data,
                        logFile(),
                        Story.GRACE_ASKS,
                        databaseOption(),
                        databaseOption(),
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
