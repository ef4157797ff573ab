package io.certconnect.local;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

/** A running Kafka, wherever it runs. */
public interface Broker extends AutoCloseable {

    /** host:port. */
    String bootstrapServers();

    /** Settings of a client that may do anything: the address, and how it says who it is if it has to. */
    default Map<String, Object> administrator() {
        return Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers());
    }

    /** Creates the topics; one that exists is left as it is. */
    default void createTopics(Collection<NewTopic> topics) {
        try (Admin admin = Admin.create(administrator())) {
            for (var created : admin.createTopics(topics).values().values()) {
                awaitCreated(created);
            }
        } catch (ExecutionException e) {
            throw new LocalServiceException("Cannot create " + topics, e);
        } catch (TimeoutException e) {
            throw new LocalServiceException("Kafka does not answer at " + bootstrapServers(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LocalServiceException("Interrupted while creating topics", e);
        }
    }

    private static void awaitCreated(KafkaFuture<Void> created)
            throws ExecutionException, InterruptedException, TimeoutException {
        try {
            created.get(30, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                throw e;
            }
        }
    }

    /** Stops it for good. */
    @Override
    void close();
}
