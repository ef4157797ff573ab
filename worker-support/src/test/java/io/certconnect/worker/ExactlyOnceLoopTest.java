package io.certconnect.worker;

import static io.certconnect.worker.FakeKafka.P0;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** How a loop ends, and what does not end it. */
@Tag("worker")
class ExactlyOnceLoopTest extends SessionBench {

    private final ExactlyOnceLoop<String> loop = new ExactlyOnceLoop<>(parts(ledger));
    private final Thread thread = Thread.ofPlatform().unstarted(loop);

    @AfterEach
    void end() throws InterruptedException {
        loop.close();
        if (thread.isAlive()) {
            thread.join(Duration.ofSeconds(5));
        }
    }

    @Test
    void stopsForGoodAtAnErrorAndLeavesTheGroup() throws InterruptedException {
        oneRecord();
        ledger.before(batch -> {
            throw new OutOfMemoryError("not really");
        });

        thread.start();

        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(status.state()).isInstanceOf(LoopState.Dead.class);
        assertThat(kafka.consumer.closed()).isTrue();
        assertThat(kafka.published).isEmpty();
    }

    @Test
    void startsAnewFromTheCommittedOffsetsWhenItsMachineryBreaks() {
        oneRecord();
        kafka.consumer.setPollException(new KafkaException("broken"));
        FakeKafka.LoggedConsumer broken = kafka.consumer;

        thread.start();

        await().untilAsserted(() -> assertThat(kafka.committedOn(P0)).isEqualTo(1));
        assertThat(broken.closed()).isTrue();
        assertThat(kafka.publishedTexts()).containsExactly("ada");
        await().until(() -> status.state() instanceof LoopState.Running);
    }

    @Test
    void endsAtOnceWhileItHolds() throws InterruptedException {
        LoopStatus patient = new LoopStatus("loop-0", Clock.systemUTC(), Duration.ofMinutes(1), Duration.ofMinutes(1));
        ExactlyOnceLoop<String> holding = new ExactlyOnceLoop<>(parts(ledger, patient));
        oneRecord();
        ledger.before(batch -> failWhile(true));
        Thread own = Thread.ofPlatform().start(holding);
        await().until(patient::isHolding);

        holding.close();

        assertThat(own.join(Duration.ofSeconds(5))).isTrue();
        assertThat(kafka.committed).isEmpty();
        assertThat(patient.state()).isInstanceOf(LoopState.Closed.class);
    }

    @Test
    void finishesTheBatchInHandAndTellsTheWorkOfIt() throws InterruptedException {
        oneRecord();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        AtomicBoolean inTime = new AtomicBoolean();
        ledger.before(batch -> {
            working.countDown();
            inTime.set(waitFor(goOn));
        });
        thread.start();
        assertThat(working.await(5, TimeUnit.SECONDS)).isTrue();

        loop.close();
        goOn.countDown();

        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(inTime).isTrue();
        assertThat(kafka.publishedTexts()).containsExactly("ada");
        assertThat(ledger.publishedTo()).isEqualTo(Map.of(P0, 1L));
    }

    @Test
    void abandonsTheBatchInHandWhenInterrupted() throws InterruptedException {
        oneRecord();
        CountDownLatch working = new CountDownLatch(1);
        CountDownLatch never = new CountDownLatch(1);
        ledger.before(batch -> {
            working.countDown();
            failWhile(!waitFor(never));
        });
        thread.start();
        assertThat(working.await(5, TimeUnit.SECONDS)).isTrue();

        loop.close();
        thread.interrupt();

        assertThat(thread.join(Duration.ofSeconds(5))).isTrue();
        assertThat(kafka.published).isEmpty();
        assertThat(status.state()).isInstanceOf(LoopState.Closed.class);
    }

    private void oneRecord() {
        session.close();
        kafka.consumer();
        kafka.append(requests.at(0, 0, "ada"));
        kafka.assign(P0);
    }

    private static boolean waitFor(CountDownLatch latch) {
        try {
            return latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
