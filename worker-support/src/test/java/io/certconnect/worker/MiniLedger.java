package io.certconnect.worker;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Work as a worker with a ledger does it: one event for each record, the same one when the record comes again, none once
 * its publication is known.
 */
final class MiniLedger implements BatchWork<String> {

    private final String eventTopic;
    private final Set<String> decided = ConcurrentHashMap.newKeySet();
    private final Map<TopicPartition, Long> published = new ConcurrentHashMap<>();
    final List<Batch<String>> batches = Collections.synchronizedList(new ArrayList<>());
    private volatile Consumer<Batch<String>> before = batch -> {};
    private volatile Consumer<Batch<String>> after = batch -> {};

    MiniLedger(String eventTopic) {
        this.eventTopic = eventTopic;
    }

    /** Runs before the ledger's commit; may throw. */
    void before(Consumer<Batch<String>> hook) {
        before = hook;
    }

    /** Runs after the ledger's commit; may throw, as when the commit's answer is lost. */
    void after(Consumer<Batch<String>> hook) {
        after = hook;
    }

    @Override
    public Outgoing on(Batch<String> batch) {
        batches.add(batch);
        before.accept(batch);
        batch.publishedTo().forEach((partition, offset) -> published.merge(partition, offset, Math::max));
        List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        for (Arrival<String> arrival : batch.arrivals()) {
            TopicPartition partition = new TopicPartition(
                    arrival.source().topic(), arrival.source().partition());
            decided.add(arrival.value());
            if (arrival.source().offset() >= published.getOrDefault(partition, 0L)) {
                byte[] id = arrival.value().getBytes(UTF_8);
                events.add(new ProducerRecord<>(eventTopic, id, id));
            }
        }
        after.accept(batch);
        return new Outgoing(events, List.of());
    }

    Set<String> decided() {
        return Set.copyOf(decided);
    }

    Map<TopicPartition, Long> publishedTo() {
        return new HashMap<>(published);
    }
}
