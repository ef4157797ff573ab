package io.certconnect.connector.flow;

import static org.awaitility.Awaitility.await;

import io.certconnect.connector.ConnectorWorker;
import io.certconnect.flow.Books;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.schemas.ConsumerGroup;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRequested;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The connector-worker in flow tests: its instances, what upstream sends it, and its books. */
final class Connecting {

    static final String GROUP = ConsumerGroup.CONNECTOR_WORKER.groupId();
    /** The settings of the loops that decide requests, as arguments. */
    static final String REQUESTS = "--certconnect.connector.requests.";
    /** The settings of the loops that keep the directory, as arguments. */
    static final String DIRECTORY = "--certconnect.connector.directory.";

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private final Platform platform = Platform.get();
    private final RecordDecoder<ConnectDecided> decoder =
            new RecordDecoder<>(ConnectDecided.class, platform.registry());

    Platform platform() {
        return platform;
    }

    /** Starts an instance with one loop, so that a test knows which one has its request. */
    WorkerInstance start(String instance, String... more) {
        List<String> settings = new ArrayList<>(settings());
        settings.add(REQUESTS + "concurrency=1");
        settings.addAll(List.of(more));
        return WorkerInstance.start(ConnectorWorker.application(), platform, instance, settings.toArray(String[]::new));
    }

    /** Starts an instance with as many loops as it is shipped with: two. */
    WorkerInstance startWithAllLoops(String instance) {
        return WorkerInstance.start(
                ConnectorWorker.application(), platform, instance, settings().toArray(String[]::new));
    }

    /** A back-off that is short, so that tests end soon after what they caused. */
    static List<String> settings() {
        return List.of(REQUESTS + "backoff-min=100ms", REQUESTS + "backoff-max=1s");
    }

    Books openBooks() {
        return Books.open(platform, Topic.CONNECT_REQUESTS, Topic.CONNECT_EVENTS, GROUP);
    }

    /** Has exam registration send its news, and waits until the directory has them. */
    void register(CertificationProfileChanged... news) {
        register(Arrays.asList(news));
    }

    void register(List<CertificationProfileChanged> news) {
        platform.publisher().send(Topic.CERTIFICATION_PROFILES, news);
        String[] ids = news.stream()
                .map(CertificationProfileChanged::getCertificationProfileId)
                .toArray(String[]::new);
        await().atMost(PATIENCE)
                .until(() -> platform.sql()
                                .sql("select count(*) from ledger.certification_profile where id = any (?)")
                                .param(ids)
                                .query(Integer.class)
                                .single()
                        == ids.length);
    }

    void request(ConnectRequested... requests) {
        request(Arrays.asList(requests));
    }

    void request(List<ConnectRequested> requests) {
        platform.publisher().send(Topic.CONNECT_REQUESTS, requests);
    }

    ConnectDecided decoded(ConsumerRecord<byte[], byte[]> event) {
        return decoder.decode(event.value());
    }

    /** The events in these books, as consumers read them. */
    List<ConnectDecided> eventsIn(Books books) {
        return books.events().stream().map(this::decoded).toList();
    }

    /** The one event on a request. */
    ConnectDecided eventOn(UUID request, Books books) {
        List<ConnectDecided> found = eventsIn(books).stream()
                .filter(event -> event.getRequestId().equals(request))
                .toList();
        if (found.size() != 1) {
            throw new AssertionError(found.size() + " events on " + request);
        }
        return found.getFirst();
    }
}
