package io.certconnect.cli.merge;

import io.certconnect.cli.services.CloudEvents;
import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.schemas.serde.UnreadableRecordException;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeRequested;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

/**
 * Sends merge requests and hears decisions: all that are committed from when it was opened, other people's included. The
 * position is taken before anything is sent, so that no answer can be missed, however quick.
 */
final class MergeExchange implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaOptions kafka;
    private final PrintWriter err;
    private final SchemaRegistryClient registry;
    private final RecordEncoder encoder;
    private final RecordDecoder<MergeDecided> decoder;
    private final Producer<byte[], byte[]> producer;
    private final Consumer<byte[], byte[]> consumer;
    private Map<TopicPartition, Long> ends = Map.of();

    private MergeExchange(KafkaOptions kafka, PrintWriter err) {
        this.kafka = kafka;
        this.err = err;
        this.registry = kafka.registryClient();
        this.encoder = new RecordEncoder(registry, false);
        this.decoder = new RecordDecoder<>(MergeDecided.class, registry);
        this.producer = kafka.producer();
        this.consumer = kafka.consumer();
    }

    /**
     * @param err told of what cannot be read
     * @throws CommandFailure if a service cannot be reached or is not set up
     */
    static MergeExchange open(KafkaOptions kafka, PrintWriter err) {
        kafka.requireTopics(Topic.MERGE_REQUESTS.topicName(), Topic.MERGE_EVENTS.topicName());
        MergeExchange exchange = new MergeExchange(kafka, err);
        try {
            exchange.takePosition();
            return exchange;
        } catch (KafkaException e) {
            exchange.close();
            throw kafka.failure(e);
        }
    }

    private void takePosition() {
        List<TopicPartition> partitions = consumer.partitionsFor(Topic.MERGE_EVENTS.topicName()).stream()
                .map(partition -> new TopicPartition(partition.topic(), partition.partition()))
                .toList();
        consumer.assign(partitions);
        ends = consumer.endOffsets(partitions);
        ends.forEach(consumer::seek);
    }

    /** Goes back to the oldest decision, to be called before anything is heard. */
    void rewind() {
        consumer.seekToBeginning(ends.keySet());
    }

    /** Whether all was heard that had been decided when this was opened. */
    boolean isUpToDate() {
        return ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue());
    }

    /**
     * Returns when the broker has them.
     *
     * @throws CommandFailure if it does not take them, or their schema is not known
     */
    void send(List<MergeRequested> requests) {
        List<ProducerRecord<byte[], byte[]>> records = new ArrayList<>();
        try {
            requests.forEach(request -> records.add(record(request)));
        } catch (KafkaException e) {
            throw kafka.failure(e);
        }
        try {
            List<Future<?>> sent = new ArrayList<>();
            records.forEach(record -> sent.add(producer.send(record)));
            producer.flush();
            for (Future<?> one : sent) {
                one.get();
            }
        } catch (ExecutionException e) {
            throw unsent(e.getCause() instanceof KafkaException known ? known : new KafkaException(e));
        } catch (KafkaException e) {
            throw unsent(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailure.unreachable("Interrupted while sending; the request may have been sent.", e);
        }
    }

    private CommandFailure unsent(KafkaException e) {
        err.println("Sending failed. The request may have been sent all the same: look with certconnect explain.");
        return kafka.failure(e);
    }

    private ProducerRecord<byte[], byte[]> record(MergeRequested request) {
        return CloudEvents.record(
                Topic.MERGE_REQUESTS,
                request.getSurvivorId(),
                encoder.encode(Topic.MERGE_REQUESTS.topicName(), request),
                request.getRequestId().toString(),
                request.getRequestedAt());
    }

    /**
     * The next decisions; none if there are none for a moment.
     *
     * @throws KafkaException if a service cannot be reached; what was sent may be decided all the same
     */
    List<MergeDecided> hear() {
        List<MergeDecided> heard = new ArrayList<>();
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            try {
                heard.add(decoder.decode(record.value()));
            } catch (UnreadableRecordException e) {
                err.println("A record cannot be read: " + record.topic() + ", partition " + record.partition()
                        + ", offset " + record.offset() + ": " + e.getMessage());
            }
        }
        return heard;
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close();
        try {
            registry.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
