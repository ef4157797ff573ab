package io.certconnect.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.certconnect.connector.ConnectorWorker;
import io.certconnect.console.Console;
import io.certconnect.flow.Platform;
import io.certconnect.flow.WorkerInstance;
import io.certconnect.merge.MergeWorker;
import io.certconnect.records.RecordsWorker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.springframework.boot.builder.SpringApplicationBuilder;

/**
 * The processes as they are shipped, each as its own user. The user's identity goes where {@code base/settings} has that
 * of the cluster: a client that is forgotten there comes as nobody here, too.
 */
final class Staff implements AutoCloseable {

    static final String CONNECTOR_WORKER = "connector-worker";
    static final String MERGE_WORKER = "merge-worker";
    static final String RECORDS_WORKER = "records-worker";
    static final String CONSOLE = "console";

    private static final Map<String, Supplier<SpringApplicationBuilder>> APPLICATIONS = Map.of(
            CONNECTOR_WORKER, ConnectorWorker::application,
            MERGE_WORKER, MergeWorker::application,
            RECORDS_WORKER, RecordsWorker::application,
            CONSOLE, Console::application);
    private static final String KAFKA_PROPERTIES = "kafka-properties";

    private final GuardedBroker broker;
    private final Platform platform;
    private final List<WorkerInstance> started = new ArrayList<>();

    Staff(GuardedBroker broker, Platform platform) {
        this.broker = broker;
        this.platform = platform;
    }

    /** Starts a process, serving, and does not wait until it is ready. */
    WorkerInstance start(String process, String... more) {
        List<String> settings = new ArrayList<>(List.of(more));
        JsonNode inCluster = Manifests.yaml("deploy/kubernetes/base/settings/" + process + ".yml");
        for (String client : clients(inCluster, "")) {
            broker.identity(process).forEach((key, value) -> settings.add("--" + client + ".[" + key + "]=" + value));
        }
        WorkerInstance instance = WorkerInstance.startServing(
                APPLICATIONS.get(process).get(), platform, "some-pod", settings.toArray(String[]::new));
        started.add(instance);
        return instance;
    }

    /** The keys under which properties for Kafka's clients are given. */
    private static List<String> clients(JsonNode settings, String path) {
        List<String> found = new ArrayList<>();
        settings.properties().forEach(field -> {
            String key = path + field.getKey();
            if (field.getKey().equals(KAFKA_PROPERTIES)) {
                found.add(key);
            } else {
                found.addAll(clients(field.getValue(), key + "."));
            }
        });
        return found;
    }

    @Override
    public void close() {
        started.forEach(WorkerInstance::close);
    }
}
