package io.certconnect.local.testing;

import io.certconnect.local.Broker;
import java.util.Map;
import org.testcontainers.containers.wait.strategy.Wait;

/** Kafka in a container, set up as {@link io.certconnect.local.LocalBroker} is. */
final class ContainerBroker implements Broker {

    private static final int INSIDE = 9092;
    /** Where it finds itself, to end transactions: the clients' address is none inside of the container. */
    private static final String OWN = "OWN://localhost:9094";

    private final ServiceContainer container = new ServiceContainer("apache/kafka:4.1.2", INSIDE);

    ContainerBroker() {
        container
                .withEnv(settings(container.address()))
                .waitingFor(Wait.forLogMessage(".*Kafka Server started.*\\n", 1))
                .start();
    }

    private static Map<String, String> settings(String address) {
        return Map.ofEntries(
                Map.entry("KAFKA_NODE_ID", "1"),
                Map.entry("KAFKA_PROCESS_ROLES", "broker,controller"),
                Map.entry("KAFKA_LISTENERS", "PLAINTEXT://:" + INSIDE + "," + OWN + ",CONTROLLER://localhost:9093"),
                Map.entry("KAFKA_ADVERTISED_LISTENERS", "PLAINTEXT://" + address + "," + OWN),
                Map.entry(
                        "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                        "PLAINTEXT:PLAINTEXT,OWN:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("KAFKA_INTER_BROKER_LISTENER_NAME", "OWN"),
                Map.entry("KAFKA_CONTROLLER_LISTENER_NAMES", "CONTROLLER"),
                Map.entry("KAFKA_CONTROLLER_QUORUM_VOTERS", "1@localhost:9093"),
                Map.entry("KAFKA_AUTO_CREATE_TOPICS_ENABLE", "false"),
                Map.entry("KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_OFFSETS_TOPIC_NUM_PARTITIONS", "4"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_MIN_ISR", "1"),
                Map.entry("KAFKA_TRANSACTION_STATE_LOG_NUM_PARTITIONS", "4"),
                Map.entry("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0"),
                Map.entry("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000"),
                Map.entry("KAFKA_TRANSACTION_ABORT_TIMED_OUT_TRANSACTION_CLEANUP_INTERVAL_MS", "500"),
                Map.entry("KAFKA_HEAP_OPTS", "-Xmx384m"));
    }

    @Override
    public String bootstrapServers() {
        return container.address();
    }

    @Override
    public void close() {
        container.close();
    }
}
