package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * A broker in memory: a log that a consumer can go back in, committed offsets that outlive consumers, and transactions
 * that end as a test says.
 */
final class FakeKafka implements KafkaAccess {

    static final TopicPartition P0 = new TopicPartition(Requests.TOPIC, 0);
    static final TopicPartition P1 = new TopicPartition(Requests.TOPIC, 1);

    /** How the next transaction ends. */
    interface Ending {
        /** Either calls {@code land} or does not, and either throws or does not. */
        void end(Runnable land);
    }

    private final Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> log = new HashMap<>();
    final Map<TopicPartition, OffsetAndMetadata> committed = new HashMap<>();
    final List<ProducerRecord<byte[], byte[]>> published = new ArrayList<>();
    final List<LinkedProducer> producers = new ArrayList<>();
    final List<String> steps = new ArrayList<>();
    final Deque<Ending> endings = new ArrayDeque<>();
    int refuseInits;
    final LoggedConsumer consumer = new LoggedConsumer();

    FakeKafka() {
        consumer.updateBeginningOffsets(Map.of(P0, 0L, P1, 0L));
    }

    void append(ConsumerRecord<byte[], byte[]> record) {
        log.computeIfAbsent(new TopicPartition(record.topic(), record.partition()), partition -> new ArrayList<>())
                .add(record);
    }

    /** The partitions are ours from the next poll on, and no others. */
    void assign(TopicPartition... partitions) {
        consumer.schedulePollTask(() -> consumer.rebalance(Set.of(partitions)));
    }

    List<String> publishedTexts() {
        return published.stream()
                .map(record -> new String(record.value(), UTF_8))
                .collect(Collectors.toList());
    }

    long committedOn(TopicPartition partition) {
        OffsetAndMetadata offset = committed.get(partition);
        return offset == null ? 0 : offset.offset();
    }

    @Override
    public void requireTopics() {}

    @Override
    public Consumer<byte[], byte[]> consumer() {
        return consumer;
    }

    @Override
    public Producer<byte[], byte[]> producer() {
        LinkedProducer producer = new LinkedProducer();
        producers.add(producer);
        return producer;
    }

    /** Serves the log from its position, as a real one does after a seek. */
    final class LoggedConsumer extends MockConsumer<byte[], byte[]> {

        ConsumerGroupMetadata member = new ConsumerGroupMetadata("connector-worker", 1, "member", Optional.empty());

        LoggedConsumer() {
            super("earliest");
        }

        @Override
        public void subscribe(Collection<String> topics, ConsumerRebalanceListener listener) {
            steps.add("subscribe");
            super.subscribe(topics, listener);
        }

        /** As the real one's: without those that are no longer ours. */
        @Override
        public synchronized Set<TopicPartition> paused() {
            Set<TopicPartition> paused = new HashSet<>(super.paused());
            paused.retainAll(assignment());
            return paused;
        }

        @Override
        public ConsumerGroupMetadata groupMetadata() {
            return member;
        }

        @Override
        public synchronized ConsumerRecords<byte[], byte[]> poll(Duration timeout) {
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> found = new HashMap<>();
            Map<TopicPartition, OffsetAndMetadata> next = new HashMap<>();
            super.poll(timeout);
            for (TopicPartition partition : assignment()) {
                long from = position(partition);
                List<ConsumerRecord<byte[], byte[]>> records = log.getOrDefault(partition, List.of()).stream()
                        .filter(record -> record.offset() >= from)
                        .toList();
                if (paused().contains(partition) || records.isEmpty()) {
                    continue;
                }
                long after = records.getLast().offset() + 1;
                found.put(partition, records);
                next.put(partition, new OffsetAndMetadata(after));
                seek(partition, after);
            }
            return new ConsumerRecords<>(found, next);
        }

        @Override
        public synchronized void commitSync(Map<TopicPartition, OffsetAndMetadata> offsets) {
            steps.add("commitSync");
            committed.putAll(offsets);
        }

        @Override
        public synchronized Map<TopicPartition, OffsetAndMetadata> committed(Set<TopicPartition> partitions) {
            steps.add("committed");
            Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
            partitions.forEach(partition -> known.put(partition, committed.get(partition)));
            return known;
        }
    }

    /** What it commits shows in the log of events and in the committed offsets. */
    final class LinkedProducer extends MockProducer<byte[], byte[]> {

        LinkedProducer() {
            super(true, null, new ByteArraySerializer(), new ByteArraySerializer());
        }

        @Override
        public void initTransactions() {
            steps.add("initTransactions");
            if (refuseInits-- > 0) {
                throw new TimeoutException("the coordinator does not answer");
            }
            super.initTransactions();
        }

        @Override
        public void beginTransaction() {
            steps.add("beginTransaction");
            super.beginTransaction();
        }

        @Override
        public void commitTransaction() {
            Ending ending = endings.isEmpty() ? Runnable::run : endings.poll();
            ending.end(this::land);
        }

        private void land() {
            published.addAll(uncommittedRecords());
            uncommittedOffsets().values().forEach(committed::putAll);
            super.commitTransaction();
        }

        @Override
        public void abortTransaction() {
            steps.add("abortTransaction");
            super.abortTransaction();
        }
    }
}
