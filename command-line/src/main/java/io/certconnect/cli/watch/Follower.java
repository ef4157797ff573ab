package io.certconnect.cli.watch;

import io.certconnect.cli.services.KafkaOptions;
import io.certconnect.cli.terminal.CommandFailure;
import io.certconnect.cli.terminal.ExitCode;
import io.certconnect.cli.terminal.StopSignal;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.json.JsonRecords;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.UnreadableRecordException;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Shows a topic's events as they are committed, until told to stop. It belongs to no consumer group, so it disturbs
 * nobody and leaves nothing behind. Events of one key come in order; those of different keys may not.
 */
final class Follower<T extends SpecificRecord> {

    private static final Duration POLL = Duration.ofMillis(200);

    private final Topic topic;
    private final Class<T> type;
    private final FollowOptions options;
    private final PrintWriter out;
    private final PrintWriter err;
    private long shown;

    Follower(Topic topic, Class<T> type, FollowOptions options, PrintWriter out, PrintWriter err) {
        this.topic = topic;
        this.type = type;
        this.options = options;
        this.out = out;
        this.err = err;
    }

    /**
     * @param wanted which events to show
     * @param inWords an event on one line
     * @return the exit code
     * @throws CommandFailure if a service cannot be reached
     */
    int follow(Predicate<T> wanted, Function<T, String> inWords) throws IOException {
        KafkaOptions kafka = options.kafka;
        kafka.requireTopics(topic.topicName());
        try (SchemaRegistryClient registry = kafka.registryClient();
                Consumer<byte[], byte[]> consumer = kafka.consumer();
                StopSignal stop = new StopSignal()) {
            RecordDecoder<T> decoder = new RecordDecoder<>(type, registry);
            begin(consumer);
            long started = System.nanoTime();
            while (goesOn(started, stop)) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    T event = decode(decoder, record);
                    if (event != null && wanted.test(event) && !isEnough()) {
                        show(event, inWords);
                    }
                }
            }
        } catch (KafkaException e) {
            throw kafka.failure(e);
        }
        return options.count == null || isEnough() ? ExitCode.OK : ExitCode.NEGATIVE;
    }

    /** Says that it watches only when it does: whatever is committed from then on is shown. */
    private void begin(Consumer<byte[], byte[]> consumer) {
        List<TopicPartition> partitions = new ArrayList<>();
        for (PartitionInfo partition : consumer.partitionsFor(topic.topicName())) {
            partitions.add(new TopicPartition(partition.topic(), partition.partition()));
        }
        consumer.assign(partitions);
        if (options.fromBeginning) {
            consumer.seekToBeginning(partitions);
        } else {
            consumer.seekToEnd(partitions);
        }
        partitions.forEach(consumer::position);
        err.println("Watching " + topic.topicName() + (options.fromBeginning ? " from the beginning" : " from now on")
                + "; Ctrl-C ends it.");
        err.flush();
    }

    private boolean goesOn(long started, StopSignal stop) {
        boolean timeIsUp = options.timeout != null && System.nanoTime() - started >= options.timeout.toNanos();
        // Whoever read our output may have gone, as head does.
        return !timeIsUp && !stop.given() && !isEnough() && !out.checkError();
    }

    private boolean isEnough() {
        return options.count != null && shown >= options.count;
    }

    private @Nullable T decode(RecordDecoder<T> decoder, ConsumerRecord<byte[], byte[]> record) {
        try {
            return decoder.decode(record.value());
        } catch (UnreadableRecordException e) {
            err.println("A record cannot be read: partition " + record.partition() + ", offset " + record.offset()
                    + ": " + e.getMessage());
            err.flush();
            return null;
        }
    }

    private void show(T event, Function<T, String> inWords) {
        shown++;
        out.println(options.json ? JsonRecords.write(event) : inWords.apply(event));
        out.flush();
    }
}
