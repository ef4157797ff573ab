package io.certconnect.cli.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
final class ProgressTest {

    private final AtomicLong nanoTime = new AtomicLong();
    private final StringWriter err = new StringWriter();

    @Test
    void changesOneLineOnATerminalAndClearsItAtTheEnd() {
        Progress progress = new Progress(new PrintWriter(err), true, 2000, nanoTime::get);

        pass(Duration.ofMillis(250));
        progress.at(500);
        progress.at(501);
        progress.end();

        assertThat(err).hasToString("\r500 of 2,000 (25%), 2,000 per second, 1 s left\u001B[K\r\u001B[K");
    }

    @Test
    void writesALineEveryFewSecondsElsewhere() {
        Progress progress = new Progress(new PrintWriter(err), false, 2000, nanoTime::get);

        for (int second = 1; second <= 7; second++) {
            pass(Duration.ofSeconds(1));
            progress.at(second * 100);
        }
        progress.end();

        assertThat(err.toString().lines())
                .containsExactly(
                        "300 of 2,000 (15%), 100 per second, 17 s left",
                        "600 of 2,000 (30%), 100 per second, 14 s left");
    }

    @Test
    void namesEachStageAtOnceAndMeasuresItByItself() {
        Progress progress = new Progress(new PrintWriter(err), false, nanoTime::get);

        progress.stage("Reading");
        progress.at(0, 0);
        pass(Duration.ofSeconds(10));
        progress.at(1_000, 100_000);
        progress.stage("Comparing");
        pass(Duration.ofHours(1));
        progress.at(100_000, 100_300);
        pass(Duration.ofSeconds(10));
        progress.at(100_200, 100_300);
        progress.at(100_300, 100_300);
        pass(Duration.ofSeconds(10));
        progress.at(100_300, 100_300);

        assertThat(err.toString().lines())
                .containsExactly(
                        "Reading",
                        "Reading: 1,000 of 100,000 (1%), 100 per second, 16 min left",
                        "Comparing",
                        "Comparing: 100,000 of 100,300 (99%), 0 per second",
                        "Comparing: 100,200 of 100,300 (99%), 20 per second, 5 s left",
                        "Comparing: 100,300 of 100,300 (100%), 15 per second");
    }

    @Test
    void tellsOfTopicsThatHoldNothing() {
        Progress progress = new Progress(new PrintWriter(err), false, nanoTime::get);

        pass(Duration.ofSeconds(5));
        progress.at(0, 0);

        assertThat(err.toString().lines()).containsExactly("0 of 0 (100%), 0 per second");
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
