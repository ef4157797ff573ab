package io.certconnect.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
class LoopStatusTest {

    private static final Trouble TROUBLE = new Trouble(Trouble.Kind.WORK, "SQLException");
    private static final Trouble FENCED = Trouble.inBatch(new PublicationFailed(new ProducerFencedException("taken")));

    private Instant now = Instant.EPOCH;
    private final Clock clock = new Clock() {
        @Override
        public ZoneOffset getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };
    private final LoopStatus status = new LoopStatus("loop", clock, Duration.ofSeconds(1), Duration.ofSeconds(30));

    @Test
    void waitsTwiceAsLongEachTimeUpToTheLongest() {
        List<Long> waits = new ArrayList<>();
        for (int failure = 0; failure < 100; failure++) {
            waits.add(status.hold(TROUBLE).toSeconds());
        }

        assertThat(waits).startsWith(1L, 2L, 4L, 8L, 16L, 30L, 30L).endsWith(30L);
    }

    @Test
    void startsOverAfterASuccess() {
        status.hold(TROUBLE);
        status.hold(TROUBLE);
        status.runs();

        assertThat(status.attempt()).isEqualTo(1);
        assertThat(status.hold(TROUBLE)).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void remembersSinceWhenItHoldsAndTheLastCause() {
        status.hold(TROUBLE);
        now = now.plusSeconds(5);
        status.hold(FENCED);

        assertThat(status.state()).isEqualTo(new LoopState.Holding(Instant.EPOCH, 3, FENCED));
    }

    @Test
    void suspectsATwinOnlyIfFencedThreeTimesInFiveMinutes() {
        status.hold(FENCED);
        status.hold(FENCED);
        assertThat(status.hasTwin()).isFalse();

        status.hold(FENCED);
        assertThat(status.hasTwin()).isTrue();

        now = now.plusSeconds(301);
        assertThat(status.hasTwin()).isFalse();
    }

    @Test
    void tellsClassesOfErrorsButOnlyKafkasMessages() {
        Throwable database =
                new IllegalStateException("insert of ada@example.org", new SQLException("ada@example.org"));

        assertThat(Trouble.inBatch(database).kind()).isEqualTo(Trouble.Kind.WORK);
        assertThat(Trouble.inBatch(database).what())
                .startsWith("IllegalStateException <- SQLException")
                .doesNotContain("ada");
        assertThat(Trouble.inBatch(new PublicationFailed(new TimeoutException("no answer"))))
                .satisfies(trouble -> {
                    assertThat(trouble.kind()).isEqualTo(Trouble.Kind.BROKER);
                    assertThat(trouble.what()).startsWith("TimeoutException: no answer");
                });
    }
}
