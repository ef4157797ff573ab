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

        assertThat(err).hasToString("\r500 of 2,000 (25%), 2,000 per second\u001B[K\r\u001B[K");
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
                .containsExactly("300 of 2,000 (15%), 100 per second", "600 of 2,000 (30%), 100 per second");
    }

    private void pass(Duration time) {
        nanoTime.addAndGet(time.toNanos());
    }
}
