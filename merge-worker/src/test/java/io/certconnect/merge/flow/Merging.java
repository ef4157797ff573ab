package io.certconnect.merge.flow;

import io.certconnect.flow.Books;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.Decision;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.LedgerSnapshot;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.Touched;
import io.certconnect.merge.MergeWorker;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeRequested;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The merge-worker in flow tests: its instances, what support sends it, and what its ledger is told by others. */
final class Merging {

    static final String GROUP = ConsumerGroup.MERGE_WORKER.groupId();
    /** The settings of the loops that decide requests, as arguments. */
    static final String REQUESTS = "--certconnect.merge.requests.";

    private final Platform platform = Platform.get();
    private final LedgerDatabase ledger = platform.ledger();
    private final RecordDecoder<MergeDecided> decoder = new RecordDecoder<>(MergeDecided.class, platform.registry());

    Platform platform() {
        return platform;
    }

    /** Starts an instance whose back-off is short, so that tests end soon after what they caused. */
    WorkerInstance start(String instance, String... more) {
        List<String> settings = new ArrayList<>(settings());
        settings.addAll(List.of(more));
        return WorkerInstance.start(MergeWorker.application(), platform, instance, settings.toArray(String[]::new));
    }

    static List<String> settings() {
        return List.of(REQUESTS + "backoff-min=100ms", REQUESTS + "backoff-max=1s");
    }

    Books openBooks() {
        return Books.open(platform, Topic.MERGE_REQUESTS, Topic.MERGE_EVENTS, GROUP);
    }

    /** Takes in news of profiles, as the connector-worker does. */
    void know(ProfileNews... news) {
        know(Arrays.asList(news));
    }

    void know(List<ProfileNews> news) {
        ledger.inTransaction(() -> ledger.directory().apply(news));
    }

    /** Connects a root that is free, as the connector-worker does. */
    void connect(String learner, String root) {
        LearnProfileId learnProfile = new LearnProfileId(learner);
        CertificationProfileId profile = new CertificationProfileId(root);
        Touched touched = new Touched();
        touched.add(learnProfile);
        touched.add(profile);
        ledger.inTransaction(() -> {
            LedgerSnapshot snapshot = ledger.ledger().lockAndLoad(touched);
            snapshot.connect(learnProfile, profile, UUID.randomUUID(), Instant.EPOCH);
            ledger.ledger().write(snapshot);
            return profile;
        });
    }

    void request(MergeRequested... requests) {
        request(Arrays.asList(requests));
    }

    void request(List<MergeRequested> requests) {
        platform.publisher().send(Topic.MERGE_REQUESTS, requests);
    }

    MergeDecided decoded(ConsumerRecord<byte[], byte[]> event) {
        return decoder.decode(event.value());
    }

    /** The one event on a request, which is over: the books that it is in balance. */
    MergeDecided answerTo(MergeRequested request, Books books) {
        books.close();
        List<MergeDecided> found = books.events().stream()
                .map(this::decoded)
                .filter(event -> event.getRequestId().equals(request.getRequestId()))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " events on " + request.getRequestId());
        }
        return found.getFirst();
    }

    Decision decisionOn(MergeRequested request) {
        UUID id = request.getRequestId();
        return ledger.decisions().on(List.of(id)).get(id);
    }

    /** The survivor that a profile was merged into, or else itself. */
    String survivorOf(String profile) {
        return platform.sql()
                .sql("select coalesce(merged_into, id) from ledger.certification_profile where id = ?")
                .param(profile)
                .query(String.class)
                .single();
    }
}
