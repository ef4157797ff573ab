package io.certconnect.records.flow;

import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.records.RecordsWorker;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.reading.Badge;
import io.certconnect.stores.reading.Badges;
import io.certconnect.stores.reading.Page;
import io.certconnect.stores.reading.TranscriptEntry;
import io.certconnect.stores.reading.Transcripts;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;

/** The records-worker in flow tests: its instances, what others send it, its books, and what readers see. */
final class Storing {

    /** The settings of the stores' loops, as arguments. */
    static final List<String> LOOPS =
            List.of("--certconnect.records.transcript.intake.", "--certconnect.records.badge.intake.");

    private final Platform platform = Platform.get();
    private final Transcripts transcripts = new Transcripts(platform.store(Store.TRANSCRIPT));
    private final Badges badges = new Badges(platform.store(Store.BADGE));

    Platform platform() {
        return platform;
    }

    /** Starts an instance whose back-off is short, so that tests end soon after what they caused. */
    WorkerInstance start(String instance, String... more) {
        List<String> settings = new ArrayList<>(settings());
        settings.addAll(Arrays.asList(more));
        return WorkerInstance.start(RecordsWorker.application(), platform, instance, settings.toArray(String[]::new));
    }

    /** Starts one whose API can be asked. */
    WorkerInstance startServing(String instance) {
        return WorkerInstance.startServing(
                RecordsWorker.application(), platform, instance, settings().toArray(String[]::new));
    }

    static List<String> settings() {
        List<String> settings = new ArrayList<>();
        for (String loop : LOOPS) {
            settings.add(loop + "backoff-min=100ms");
            settings.add(loop + "backoff-max=1s");
        }
        return settings;
    }

    StoreBooks openBooks(Store store) {
        return StoreBooks.open(platform, store);
    }

    void send(CertificationRecorded... events) {
        send(Topic.CERTIFICATION_RECORDS, events);
    }

    void send(LearnActivityRecorded... events) {
        send(Topic.LEARN_ACTIVITY, events);
    }

    void send(ConnectDecided... events) {
        send(Topic.CONNECT_EVENTS, events);
    }

    void send(MergeDecided... events) {
        send(Topic.MERGE_EVENTS, events);
    }

    private void send(Topic topic, SpecificRecord... events) {
        platform.publisher().send(topic, Arrays.asList(events));
    }

    /** Newest first; empty if the store does not know the learner. */
    Optional<List<TranscriptEntry>> transcriptOf(String learner) {
        return transcripts.page(learner, null, 100).map(Page::entries);
    }

    /** Newest first; empty if the store does not know the learner. */
    Optional<List<Badge>> badgesOf(String learner) {
        return badges.page(learner, null, 100).map(Page::entries);
    }
}
