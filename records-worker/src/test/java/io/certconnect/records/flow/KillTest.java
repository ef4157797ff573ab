package io.certconnect.records.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.flow.Ambush;
import io.certconnect.flow.Platform;
import io.certconnect.flow.Publisher;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.flow.WorkerProcess;
import io.certconnect.records.RecordsWorker;
import io.certconnect.records.flow.StoreBooks.Totals;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The worker is killed with -9 in the middle of a batch of the transcript's, and wherever the badges' happens to be, and
 * another one goes on. The batch has a dead letter: without one nothing is published.
 */
@Tag("flow")
class KillTest {

    private static final String INSTANCE = "killed";
    private static final int RECORDS = 40;

    private final Storing storing = new Storing();
    private final Platform platform = storing.platform();

    @TempDir
    private Path folder;

    /** The test looks into the tables before any worker has come through. */
    @BeforeAll
    static void createStores() {
        new Storing().start(INSTANCE).ready().close();
    }

    @ParameterizedTest
    @EnumSource
    @Timeout(90)
    void leavesEveryRecordStoredAndOneDeadLetterForEachGroup(Ambush.Point point) {
        StoreBooks transcript = storing.openBooks(Store.TRANSCRIPT);
        StoreBooks badges = storing.openBooks(Store.BADGE);
        String profile = Samples.freshProfile();
        sendAsOneBatch(profile);

        try (WorkerProcess worker = startWorkerToKill(point)) {
            worker.awaitStop(point);
        }
        assertThat(recordsOf(profile))
                .as("stored before the kill")
                .isEqualTo(point == Ambush.Point.POLLED ? 0 : RECORDS);

        try (WorkerInstance successor = storing.start(INSTANCE)) {
            assertThat(transcript.close()).isEqualTo(new Totals(RECORDS, 0, 1, 0, RECORDS));
            assertThat(badges.close()).isEqualTo(new Totals(RECORDS, 0, 1, 0, RECORDS));
            assertThat(known(successor)).isEqualTo(point == Ambush.Point.POLLED ? 0 : RECORDS);
        }
    }

    private void sendAsOneBatch(String profile) {
        Publisher publisher = platform.publisher();
        List<ProducerRecord<byte[], byte[]>> batch = new ArrayList<>();
        for (int i = 0; i < RECORDS; i++) {
            batch.add(publisher.encoded(Topic.CERTIFICATION_RECORDS, Samples.exam(profile, "a" + i)));
            batch.add(publisher.encoded(
                    Topic.CERTIFICATION_RECORDS, Samples.awarded(profile, "b" + i, Samples.NOON, null)));
        }
        batch.add(RECORDS, Publisher.raw(Topic.CERTIFICATION_RECORDS, profile, "no Avro".getBytes(UTF_8)));
        publisher.send(batch);
    }

    private WorkerProcess startWorkerToKill(Ambush.Point point) {
        List<String> settings = new ArrayList<>(platform.settings(INSTANCE));
        settings.addAll(Storing.settings());
        return WorkerProcess.startToKill(RecordsWorker.class, point, Storing.LOOPS, settings, folder);
    }

    private int recordsOf(String profile) {
        return platform.sql()
                .sql("select count(*) from transcript.certification_record where certification_profile_id = ?")
                .param(profile)
                .query(Integer.class)
                .single();
    }

    private static double known(WorkerInstance worker) {
        return worker.counted("certconnect.store.changes", "store", "transcript", "outcome", "known");
    }
}
