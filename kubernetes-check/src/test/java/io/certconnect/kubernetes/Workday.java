package io.certconnect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.CertconnectCommand;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.reading.Badges;
import io.certconnect.stores.reading.Page;
import io.certconnect.stores.reading.Transcripts;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.ConnectRequested;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import picocli.CommandLine;

/**
 * All that the processes do in Kafka, done once, each as its own user: from the first news of a profile to a store that is
 * built anew. Ends at once, and says who was denied what, when somebody is.
 */
final class Workday {

    private static final Duration PATIENCE = Duration.ofSeconds(40);
    private static final String LEARNER = "learner-ada";
    private static final String PROFILE = "profile-ada";
    private static final String FORMER_PROFILE = "profile-ada-2017";

    private final GuardedBroker broker;
    private final Platform platform;
    private final Staff staff;
    private final Decisions decisions = RecordingAuthorizer.decisions();

    Workday(GuardedBroker broker, Platform platform, Staff staff) {
        this.broker = broker;
        this.platform = platform;
        this.staff = staff;
    }

    /** @param folder for files of its own */
    void pass(Path folder) throws Exception {
        LagPage lag = new LagPage(staff.start(Staff.CONSOLE, "--certconnect.console.lag.interval=1s")
                .address());
        upstreamPublishes();
        await("the console reads, on every topic, what waits first", lag::isAllWaiting);
        WorkerInstance connector = staff.start(Staff.CONNECTOR_WORKER);
        staff.start(Staff.MERGE_WORKER);
        await("the directory is filled", () -> count("ledger.certification_profile") == 2);
        learnersAndSupportAsk();
        staff.start(Staff.RECORDS_WORKER);
        await("the stores show what was sent", this::adaSeesAllThatIsHers);
        anotherTakesOverFrom(connector);
        await("all is done, and the console says so", lag::isDoneWithDeadLettersEverywhere);
        Scaler.ask(broker.client("scaler"));
        storesAreVerifiedAndRebuilt(folder);
    }

    /** What the workers are there for, and on every topic a record that nobody can read. */
    private void upstreamPublishes() {
        send(Topic.CERTIFICATION_PROFILES, Samples.profile(PROFILE), Samples.profile(FORMER_PROFILE));
        send(Topic.CERTIFICATION_RECORDS, Samples.exam(FORMER_PROFILE), Samples.badge(PROFILE));
        send(Topic.LEARN_ACTIVITY, Samples.activity(LEARNER));
        for (Topic topic : Topic.values()) {
            platform.publisher().send(List.of(Samples.unreadable(topic)));
        }
    }

    /** One is connected and one is not, and two profiles become one. */
    private void learnersAndSupportAsk() {
        send(
                Topic.CONNECT_REQUESTS,
                Samples.connect(LEARNER, PROFILE, AccountKind.PERSONAL),
                Samples.connect("learner-grace", "profile-unknown", AccountKind.WORK_OR_SCHOOL));
        await("the requests are decided", () -> count("ledger.decision") == 2);
        send(Topic.MERGE_REQUESTS, Samples.merge(PROFILE, FORMER_PROFILE));
        await("the profiles are merged", () -> count("ledger.decision") == 3);
        assertThat(count("ledger.connection")).isOne();
        assertThat(count("ledger.certification_profile where merged_into is not null"))
                .isOne();
    }

    private boolean adaSeesAllThatIsHers() {
        int entries = new Transcripts(platform.store(Store.TRANSCRIPT))
                .page(LEARNER, null, 10)
                .map(Page::entries)
                .map(List::size)
                .orElse(0);
        int badges = new Badges(platform.store(Store.BADGE))
                .page(LEARNER, null, 10)
                .map(Page::entries)
                .map(List::size)
                .orElse(0);
        return entries == 2 && badges == 1;
    }

    /** Under the same name, so that each takes the other's transactional ids away, as after a restart that was too fast. */
    private void anotherTakesOverFrom(WorkerInstance former) {
        WorkerInstance successor = staff.start(Staff.CONNECTOR_WORKER).ready();
        int before = count("ledger.decision");
        List<ProducerRecord<byte[], byte[]>> requests = new ArrayList<>();
        for (int partition = 0; partition < Topic.CONNECT_REQUESTS.partitions(); partition++) {
            ConnectRequested request = Samples.connect("learner-" + partition, "profile-unknown", AccountKind.PERSONAL);
            ProducerRecord<byte[], byte[]> encoded = platform.publisher().encoded(Topic.CONNECT_REQUESTS, request);
            requests.add(new ProducerRecord<>(encoded.topic(), partition, encoded.key(), encoded.value()));
        }
        platform.publisher().send(requests);
        await("one is fenced", () -> fenced(former) + fenced(successor) > 0);
        former.close();
        await(
                "nothing is lost",
                () -> count("ledger.decision") == before + requests.size()
                        && platform.group(ConsumerGroup.CONNECTOR_WORKER.groupId())
                                        .lag(Topic.CONNECT_REQUESTS.topicName())
                                == 0);
    }

    private static double fenced(WorkerInstance worker) {
        return worker.counted("certconnect.worker.publications.failed");
    }

    /** As {@code users.yaml} says, the records-worker's user is enough for that. */
    private void storesAreVerifiedAndRebuilt(Path folder) throws Exception {
        Path config = folder.resolve("records-worker.properties");
        Properties properties = new Properties();
        properties.putAll(broker.client(Staff.RECORDS_WORKER));
        try (Writer writer = Files.newBufferedWriter(config)) {
            properties.store(writer, null);
        }
        run(config, "stores", "verify");
        run(config, "stores", "rebuild", "badge", "--yes");
    }

    private void run(Path config, String... command) {
        StringWriter printed = new StringWriter();
        CommandLine program = CertconnectCommand.commandLine()
                .setOut(new PrintWriter(printed, true))
                .setErr(new PrintWriter(printed, true));
        List<String> arguments = new ArrayList<>(List.of(command));
        arguments.addAll(List.of("--kafka-config", config.toString()));
        arguments.addAll(List.of("--registry", TestServices.registry().url()));
        arguments.addAll(List.of("--database", platform.databaseUrl()));
        arguments.addAll(List.of("--db-user", TestServices.database().user()));
        arguments.addAll(List.of("--db-password", TestServices.database().password()));
        assertThat(program.execute(arguments.toArray(String[]::new)))
                .as(printed.toString())
                .isZero();
    }

    private void send(Topic topic, SpecificRecord... records) {
        platform.publisher().send(topic, List.of(records));
    }

    private int count(String table) {
        return platform.sql()
                .sql("select count(*) from " + table)
                .query(Integer.class)
                .single();
    }

    private void await(String what, Callable<Boolean> done) {
        Awaitility.await(what)
                .atMost(PATIENCE)
                .ignoreExceptions()
                .failFast(() -> assertThat(decisions.denied()).as("denied").isEmpty())
                .until(done);
    }
}
