package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the log says of dead letters. */
@Tag("worker")
class DeadLetterLogTest extends SessionBench {

    private static final int MANY = 100;

    private final Logger logger = (Logger) LoggerFactory.getLogger(DeadLetters.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(lines);
    }

    @Test
    void hasOneLineForEachReasonHoweverManyLettersABatchHas() {
        for (int i = 0; i < MANY; i++) {
            kafka.append(Requests.raw(0, 2L * i, bytes("bad"), bytes("garbage")));
            kafka.append(Requests.raw(0, 2L * i + 1, null, null));
        }
        kafka.assign(P0);

        session.turn();

        assertThat(letters()).hasSize(2 * MANY);
        assertThat(lines.list)
                .extracting(DeadLetterLogTest::fields)
                .containsExactly(
                        Map.of(
                                "certconnect.dead_letter.reason", "BAD_MAGIC",
                                "certconnect.dead_letter.topic", Requests.TOPIC,
                                "certconnect.dead_letter.partition", "0",
                                "certconnect.dead_letter.offset", "0",
                                "certconnect.dead_letter.count", "100"),
                        Map.of(
                                "certconnect.dead_letter.reason", "EMPTY",
                                "certconnect.dead_letter.topic", Requests.TOPIC,
                                "certconnect.dead_letter.partition", "0",
                                "certconnect.dead_letter.offset", "1",
                                "certconnect.dead_letter.count", "100"));
        assertThat(lines.list.getFirst().getFormattedMessage())
                .startsWith("connector-worker sent 100 records of connect.requests.v1 to the dead letters: BAD_MAGIC")
                .contains("connect.requests.v1-0@0");
    }

    private static Map<String, String> fields(ILoggingEvent line) {
        return line.getKeyValuePairs().stream()
                .collect(Collectors.toMap(pair -> pair.key, pair -> String.valueOf(pair.value)));
    }
}
