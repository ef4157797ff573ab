package io.certconnect.worker;

import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.jspecify.annotations.Nullable;

/**
 * Works on the topics of one consumer group, exactly once, in as many loops as its settings say. Starting never fails
 * for what is away: the loops wait for it, and health says so.
 *
 * <p>A batch holds records of any of the topics. Their order is that of each partition; between topics there is none.
 *
 * @param <R> what the records mean to the worker
 */
public final class Worker<R> implements AutoCloseable {

    /** Room for the work in hand and the transaction after it; then the loops are interrupted. */
    private static final Duration FINISHING = Duration.ofSeconds(20);

    private static final Duration ABANDONING = Duration.ofSeconds(8);

    private final KafkaSettings kafka;
    private final BrokerContact contact;
    private final List<LoopStatus> statuses = new ArrayList<>();
    private final List<ExactlyOnceLoop<R>> loops = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();
    private final String name;

    /** A worker that traces nothing. */
    public Worker(
            WorkerSettings settings,
            Map<String, Intake<?, R>> intakes,
            BatchWork<R> work,
            Set<String> publishesTo,
            SchemaRegistryClient registry,
            MeterRegistry meters) {
        this(settings, intakes, work, publishesTo, registry, meters, Tracing.off());
    }

    /**
     * @param intakes by topic; a topic's dead letters go to {@code <topic>-dlt}
     * @param publishesTo the topics of the work's events: the worker waits until they exist, since sending to a missing
     *     one can create it
     * @param work called by every loop at once if there are several; then it must be thread-safe
     */
    public Worker(
            WorkerSettings settings,
            Map<String, Intake<?, R>> intakes,
            BatchWork<R> work,
            Set<String> publishesTo,
            SchemaRegistryClient registry,
            MeterRegistry meters,
            Tracing tracing) {
        if (intakes.isEmpty()) {
            throw new IllegalArgumentException("a worker without topics: " + settings.group());
        }
        Set<String> sources = new TreeSet<>(intakes.keySet());
        this.name = settings.group() + " on " + String.join(", ", sources);
        this.kafka = new KafkaSettings(settings);
        Set<String> topics = new TreeSet<>(publishesTo);
        for (String source : sources) {
            topics.add(source);
            topics.add(DeadLetters.topicFor(source));
        }
        Clock clock = Clock.systemUTC();
        this.contact =
                new BrokerContact(() -> Admin.create(kafka.admin()), topics, clock, settings.group() + "-contact");
        WorkerMetrics metrics = new WorkerMetrics(meters, clock, settings.group(), sources);
        Spans spans = tracing.of(settings.group());
        DeadLetters deadLetters = new DeadLetters(settings.group(), version());
        for (int index = 0; index < settings.concurrency(); index++) {
            LoopStatus status =
                    new LoopStatus(kafka.loopName(index), clock, settings.backoffMin(), settings.backoffMax());
            RecordReader<R> reader = new RecordReader<>(
                    intakes, registry, settings.maxRecordSize().toBytes());
            statuses.add(status);
            loops.add(new ExactlyOnceLoop<>(
                    new LoopParts<>(access(index), reader, work, deadLetters, status, metrics, spans)));
        }
        metrics.watch(statuses);
    }

    private KafkaAccess access(int index) {
        return new KafkaAccess() {
            @Override
            public void requireTopics() {
                contact.requireTopics();
            }

            @Override
            public Consumer<byte[], byte[]> consumer() {
                return new KafkaConsumer<>(kafka.consumer(index));
            }

            @Override
            public Producer<byte[], byte[]> producer() {
                return new KafkaProducer<>(kafka.producer(index));
            }
        };
    }

    private String version() {
        @Nullable String version = Worker.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** Starts the loops and returns at once. To be called once. */
    public void start() {
        contact.start();
        for (int index = 0; index < loops.size(); index++) {
            threads.add(Thread.ofPlatform().name(kafka.loopName(index)).start(loops.get(index)));
        }
    }

    /** Lets the batches in hand finish, within 20 seconds; then drops them, which loses nothing. Leaves the group. */
    @Override
    public void close() {
        loops.forEach(ExactlyOnceLoop::close);
        if (!join(FINISHING)) {
            threads.forEach(Thread::interrupt);
            join(ABANDONING);
        }
        contact.close();
    }

    private boolean join(Duration within) {
        long end = System.nanoTime() + within.toNanos();
        try {
            for (Thread thread : threads) {
                long left = Math.max(1, end - System.nanoTime());
                if (!thread.join(Duration.ofNanos(left))) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    String name() {
        return name;
    }

    List<LoopStatus> loops() {
        return List.copyOf(statuses);
    }

    BrokerContact contact() {
        return contact;
    }
}
