package io.certconnect.connector.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.connector.flow.Samples.Person;
import io.certconnect.flow.Books;
import io.certconnect.flow.Group;
import io.certconnect.flow.WorkerProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An upgrade: of two instances under load, one after the other is stopped and started again. Each leaves the group when
 * it is stopped, so that its partitions change hands in a rebalance; without that they would lie idle until its session
 * is over.
 */
@Tag("flow")
class RollingRestartTest {

    private static final Logger log = LoggerFactory.getLogger(RollingRestartTest.class);

    private static final List<String> INSTANCES = List.of("rolling-one", "rolling-two");
    /** Of both instances, each with two loops, as shipped. */
    private static final int MEMBERS = 4;

    private static final int PEOPLE = 200;
    /** How much goes on being answered between two steps. */
    private static final int STEADY = 300;

    private static final int TERMINATED = 143;

    private static final Duration HEARTBEAT = Duration.ofMillis(500);
    private static final Duration SESSION = Duration.ofSeconds(12);
    /** The least that a partition lies idle whose owner went without a word: it was heard of one heartbeat before. */
    private static final Duration NOT_HANDED_OVER = SESSION.minus(HEARTBEAT.multipliedBy(2));

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Connecting connecting = new Connecting();
    private final Group group = connecting.platform().group(Connecting.GROUP);
    private final Map<String, WorkerProcess> running = new HashMap<>();

    @TempDir
    private Path folder;

    @Test
    @Timeout(180)
    void answersEachRequestOnceAndStopsForNoLongerThanARebalance() throws Exception {
        try {
            INSTANCES.forEach(this::start);
            awaitAllAtWork();
            List<Person> people = Stream.generate(Person::fresh).limit(PEOPLE).toList();
            connecting.register(people.stream().map(Person::registered).toList());
            Books books = connecting.openBooks();

            try (SteadyLoad load = SteadyLoad.start(connecting, people)) {
                load.awaitAnswers(STEADY);
                for (String instance : INSTANCES) {
                    assertThat(running.remove(instance).stop()).isEqualTo(TERMINATED);
                    load.awaitAnswers(STEADY);
                    start(instance);
                    awaitAllAtWork();
                    load.awaitAnswers(STEADY);
                }
                int sent = load.stop();

                assertThat(books.close()).isEqualTo(new Books.Totals(sent, 0, 0, 0));
                log.info(
                        "{} requests; the longest wait for an answer {}, the longest time without any {}",
                        sent,
                        load.longestWait(),
                        load.longestSilence());
                assertThat(load.longestWait()).isLessThan(NOT_HANDED_OVER);
            }
            // Killed, they would keep partitions from the tests after this one until their sessions are over.
            running.values().forEach(WorkerProcess::stop);
            // A batch that the rebalance overtook is refused as a whole, and comes again. Nothing else may go wrong.
            assertThat(troubles()).allMatch(line -> line.contains("CommitFailedException"));
        } finally {
            running.values().forEach(WorkerProcess::close);
        }
    }

    private void start(String instance) {
        List<String> settings = new ArrayList<>(connecting.platform().settings(instance));
        settings.addAll(Connecting.settings());
        settings.add("--server.port=0");
        settings.add(Connecting.REQUESTS + "kafka-properties.[session.timeout.ms]=" + SESSION.toMillis());
        settings.add(Connecting.REQUESTS + "kafka-properties.[heartbeat.interval.ms]=" + HEARTBEAT.toMillis());
        Path log = folder.resolve(instance + ".log");
        running.put(instance, WorkerProcess.start(ConnectorWorker.class, settings, log));
    }

    private void awaitAllAtWork() {
        // There is no group before its first member.
        await().atMost(PATIENCE).ignoreExceptions().until(() -> group.membersAtWork() == MEMBERS);
    }

    private List<String> troubles() throws IOException {
        List<String> found = new ArrayList<>();
        for (String instance : INSTANCES) {
            for (String line : Files.readAllLines(folder.resolve(instance + ".log"))) {
                if (line.contains(" WARN ") || line.contains(" ERROR ")) {
                    found.add(line);
                }
            }
        }
        return found;
    }
}
