package io.certconnect.records.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.flow.WorkerInstance;
import io.certconnect.records.flow.StoreBooks.Totals;
import io.certconnect.stores.Store;
import io.certconnect.v1.CertificationRecorded;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The same records again, and several instances that share them. */
@Tag("flow")
class RedeliveriesTest {

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final int RECORDS = 60;

    private final Storing storing = new Storing();
    private final StoreBooks transcript = storing.openBooks(Store.TRANSCRIPT);
    private final StoreBooks badges = storing.openBooks(Store.BADGE);

    @Test
    void changeNothingWhenOffsetsAreSetBack() {
        try (WorkerInstance worker = storing.start("one")) {
            sendAllKinds();
            transcript.close();
            badges.close();
        }
        Map<String, String> transcriptBefore = transcript.checksums();
        Map<String, String> badgesBefore = badges.checksums();
        setBack(Store.TRANSCRIPT, transcript);
        setBack(Store.BADGE, badges);

        try (WorkerInstance worker = storing.start("one")) {
            assertThat(transcript.close()).isEqualTo(new Totals(6, 1, 0, 0, 1));
            assertThat(badges.close()).isEqualTo(new Totals(3, 1, 0, 0, 3));
            assertThat(changes(worker, "known")).isEqualTo(7 + 4);
            assertThat(changes(worker, "written")).isZero();
        }
        assertThat(transcript.checksums()).isEqualTo(transcriptBefore);
        assertThat(badges.checksums()).isEqualTo(badgesBefore);
    }

    private void sendAllKinds() {
        String learner = Samples.freshLearner();
        String profile = Samples.freshProfile();
        String former = Samples.freshProfile();
        storing.send(Samples.connected(learner, profile));
        storing.send(Samples.merged(profile, former), Samples.unmerged(profile, former));
        storing.send(Samples.learnt(learner, "m1"));
        storing.send(
                Samples.exam(profile, "a1"),
                Samples.earned(profile, "c1"),
                Samples.exam(former, "a1"),
                Samples.awarded(profile, "b1", Samples.NOON, null));
    }

    private void setBack(Store store, StoreBooks books) {
        storing.platform().group(store.group().groupId()).set(books.opening());
    }

    private static double changes(WorkerInstance worker, String outcome) {
        return worker.counted("certconnect.store.changes", "outcome", outcome);
    }

    @Test
    void areSharedByTwoInstancesOfWhichOneLeaves() {
        try (WorkerInstance stays = storing.start("one")) {
            try (WorkerInstance leaves = storing.start("two")) {
                await().atMost(PATIENCE).until(() -> membersAtWork(Store.TRANSCRIPT) == 2);
                await().atMost(PATIENCE).until(() -> membersAtWork(Store.BADGE) == 2);
                sendWave();
                transcript.settle();
                badges.settle();
                assertThat(changes(stays, "written")).isPositive();
                assertThat(changes(leaves, "written")).isPositive();
                sendWave();
            }
            sendWave();

            assertThat(transcript.close()).isEqualTo(new Totals(3 * RECORDS, 0, 0, 0, 3 * RECORDS));
            assertThat(badges.close()).isEqualTo(new Totals(3 * RECORDS, 0, 0, 0, 3 * RECORDS));
        }
    }

    private void sendWave() {
        List<CertificationRecorded> wave = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            String fresh = Samples.freshProfile();
            wave.add(Samples.exam(fresh, "a1"));
            wave.add(Samples.awarded(fresh, "b1", Samples.NOON, null));
        }
        storing.send(wave.toArray(CertificationRecorded[]::new));
    }

    private long membersAtWork(Store store) {
        return storing.platform().group(store.group().groupId()).membersAtWork();
    }
}
