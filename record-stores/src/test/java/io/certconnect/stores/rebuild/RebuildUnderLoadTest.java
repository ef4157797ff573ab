package io.certconnect.stores.rebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.stores.Store;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A store is rebuilt, again and again, while its worker takes in records all the time. */
@Tag("worker")
class RebuildUnderLoadTest {

    private static final int REBUILDS = 3;
    private static final int RECORDS = 4;

    private final AtomicInteger learners = new AtomicInteger();

    @Test
    void losesNothingThatComesMeanwhileAndTakesNothingTwice() {
        try (RunningStore running = RunningStore.start(Store.TRANSCRIPT, 2)) {
            try (ScheduledExecutorService upstream = Executors.newSingleThreadScheduledExecutor()) {
                upstream.scheduleAtFixedRate(this::send, 0, 20, TimeUnit.MILLISECONDS);
                for (int rebuild = 0; rebuild < REBUILDS; rebuild++) {
                    int before = learners.get();
                    await().until(() -> learners.get() > before + 5);

                    Rebuild.Result result = running.rebuild(false);

                    assertThat(result).isInstanceOf(Rebuild.Result.Swapped.class);
                }
            }
            await().atMost(RunningStore.PATIENCE).until(() -> entries(running) >= 2L * RECORDS * learners.get());

            Verification.Report report = running.verify(Duration.ofSeconds(5));

            assertThat(report.toTopics()).isEmpty();
            assertThat(report.behind()).isZero();
            assertThat(entries(running)).isEqualTo(2L * RECORDS * learners.get());
            assertThat(running.schemas()).containsExactly("transcript");
        }
    }

    private void send() {
        Upstream.get().send(Sent.learner("load-" + learners.getAndIncrement(), RECORDS));
    }

    private static long entries(RunningStore running) {
        return running.sql()
                .sql("select count(*) from transcript.learner_transcript where learn_profile_id like 'load-%'")
                .query(Long.class)
                .single();
    }
}
