package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSupport;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a loop's batches leave in its meters. */
@Tag("worker")
class WorkerMetricsTest extends SessionBench {

    private static final double QUARTER_SECOND = Duration.ofMillis(250).toNanos();

    @Test
    void everySeriesIsThereBeforeAnythingHappens() {
        parts(ledger).metrics().watch(List.of(status));

        for (DeadLetterReason reason : DeadLetterReason.values()) {
            assertThat(counted("certconnect.worker.dead.letters", "reason", reason.name()))
                    .isZero();
        }
        for (Trouble.Kind kind : Trouble.Kind.values()) {
            assertThat(failures(kind)).isZero();
            assertThat(holding(kind)).isZero();
        }
        assertThat(counted("certconnect.worker.records.kept")).isZero();
        assertThat(counted("certconnect.worker.publications.failed")).isZero();
        assertThat(meters.get("certconnect.worker.answer").timer().count()).isZero();
    }

    @Test
    void answersAreTimedFromTheRecordsTimestampEachForItself() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.append(requests.at(0, 1, "bob"));
        kafka.assign(P0);

        session.turn();

        assertThat(meters.get("certconnect.worker.answer").timer().totalTime(TimeUnit.MILLISECONDS))
                .isEqualTo(500);
        assertThat(bucket(meters.get("certconnect.worker.answer").timer(), QUARTER_SECOND))
                .isEqualTo(2);
        assertThat(bucket(meters.get("certconnect.worker.batch.size").summary(), 1))
                .isZero();
        assertThat(bucket(meters.get("certconnect.worker.batch.size").summary(), 10))
                .isEqualTo(1);
    }

    @Test
    void aBatchThatIsTriedAgainIsAnsweredOnceAndItsFailuresAreCountedByTheirCause() {
        parts(ledger).metrics().watch(List.of(status));
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        AtomicInteger failures = new AtomicInteger(2);
        ledger.before(batch -> {
            assertThat(holding(Trouble.Kind.WORK)).isEqualTo(failures.get() < 2 ? 1 : 0);
            failWhile(failures.getAndDecrement() > 0);
        });

        session.turn();

        assertThat(meters.get("certconnect.worker.answer").timer().count()).isEqualTo(1);
        assertThat(failures(Trouble.Kind.WORK)).isEqualTo(2);
        assertThat(failures(Trouble.Kind.BROKER)).isZero();
        assertThat(holding(Trouble.Kind.WORK)).isZero();
    }

    @Test
    void aPublicationThatFailsIsCountedAndAnswersNothing() {
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
        for (int attempt = 0; attempt < 2; attempt++) {
            kafka.endings.add(land -> {
                throw new TimeoutException("no answer");
            });
        }

        session.turn();

        assertThat(counted("certconnect.worker.publications.failed")).isEqualTo(1);
        assertThat(meters.get("certconnect.worker.answer").timer().count()).isZero();
    }

    @Test
    void eachLoopIsWantedAndInOneState() {
        LoopStatus other = new LoopStatus("loop-1", clock, Duration.ofMillis(1), Duration.ofMillis(4));
        parts(ledger).metrics().watch(List.of(status, other));
        status.runs();

        other.died(new OutOfMemoryError("not really"));

        assertThat(meters.get("certconnect.worker.loops.wanted").gauge().value())
                .isEqualTo(2);
        assertThat(loops("running")).isEqualTo(1);
        assertThat(loops("dead")).isEqualTo(1);
        assertThat(loops("starting") + loops("holding") + loops("closed")).isZero();
    }

    private double loops(String state) {
        return meters.get("certconnect.worker.loops")
                .tag("state", state)
                .gauge()
                .value();
    }

    private double holding(Trouble.Kind kind) {
        return meters.get("certconnect.worker.loops.holding")
                .tag("trouble", kind.name())
                .gauge()
                .value();
    }

    private double failures(Trouble.Kind kind) {
        return meters.get("certconnect.worker.failures")
                .tag("trouble", kind.name())
                .functionCounter()
                .count();
    }

    private double counted(String meter, String... tags) {
        return meters.get(meter).tags(tags).counter().count();
    }

    /** How many were that large at most. */
    private static double bucket(HistogramSupport meter, double limit) {
        return Arrays.stream(meter.takeSnapshot().histogramCounts())
                .filter(bucket -> bucket.bucket() == limit)
                .mapToDouble(CountAtBucket::count)
                .findFirst()
                .orElseThrow();
    }
}
