package io.certconnect.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.ledger.Decision;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.UnreadableRecordException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * A worker's books: what came in against what became of it. Every test ends by closing them, and they balance whatever
 * was killed, cut off or sent twice in between.
 *
 * <ul>
 *   <li>I1, I2: the ledger's own invariants hold.
 *   <li>I3: a read_committed reader sees the stored event of each decision, exactly once, and no other event.
 *   <li>I5: every record that came in was decided, dead-lettered, kept or is a duplicate: one of them, once.
 *   <li>I6: the sequence never goes back in the events of one key.
 *   <li>I7: the group's lag returns to nothing.
 * </ul>
 *
 * <p>Valid: a request that comes twice, with one event. Invalid: one without event, one with two, a record without
 * trace, a dead letter that was decided as well. They cover what happens from when they are opened on.
 */
public final class Books {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Platform platform;
    private final Topic requests;
    private final Topic events;
    private final Group group;
    private final RecordDecoder<? extends SpecificRecord> requestDecoder;
    private final RecordDecoder<? extends SpecificRecord> eventDecoder;
    private final Map<TopicPartition, Long> requestsFrom;
    private final Map<TopicPartition, Long> eventsFrom;
    private final Map<TopicPartition, Long> deadLettersFrom;

    private Books(Platform platform, Topic requests, Topic events, String group) {
        this.platform = platform;
        this.requests = requests;
        this.events = events;
        this.group = platform.group(group);
        this.requestDecoder = new RecordDecoder<>(requests.valueType(), platform.registry());
        this.eventDecoder = new RecordDecoder<>(events.valueType(), platform.registry());
        TopicReader reader = platform.reader();
        this.requestsFrom = reader.ends(requests.topicName());
        this.eventsFrom = reader.ends(events.topicName());
        this.deadLettersFrom = reader.ends(requests.deadLetters());
    }

    /** @param group the worker's consumer group, which has nothing left to do at this moment */
    public static Books open(Platform platform, Topic requests, Topic events, String group) {
        return new Books(platform, requests, events, group);
    }

    /** What became of the records that came in; the sum is their number. */
    public record Totals(int decided, int deadLetters, int kept, int duplicates) {}

    /** Where the requests began that these books are about. */
    public Map<TopicPartition, Long> opening() {
        return requestsFrom;
    }

    /** The events since, as a consumer sees them. */
    public List<ConsumerRecord<byte[], byte[]>> events() {
        return platform.reader().read(eventsFrom);
    }

    /** The dead letters since. */
    public List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        return platform.reader().read(deadLettersFrom);
    }

    /** Waits until the worker is done with all that came in, within 50 s, and checks that the books balance. */
    public Totals close() {
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(group.lag(requests.topicName()))
                .as("I7: lag of the group")
                .isZero());
        Account account = new Account();
        assertThat(platform.ledger().invariants().violations()).isEmpty();
        account.checkFates();
        account.checkEvents();
        account.checkSequences();
        assertThat(account.wrong).as("the books balance").isEmpty();
        return account.totals();
    }

    /** The entries at the moment of closing. */
    private final class Account {

        private final List<String> wrong = new ArrayList<>();
        private final List<ConsumerRecord<byte[], byte[]>> came;
        private final Map<UUID, Decision> decisions;
        private final Set<Place> decided = new HashSet<>();
        private final List<Place> dead = new ArrayList<>();
        private final Set<Place> kept;
        private final List<ConsumerRecord<byte[], byte[]>> published = events();
        private int duplicates;

        Account() {
            came = platform.reader().read(requestsFrom);
            Map<Place, UUID> requestIds = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> record : came) {
                UUID request = requestId(requestDecoder, record.value());
                if (request != null) {
                    requestIds.put(Place.of(record), request);
                }
            }
            decisions = platform.ledger().decisions().on(new HashSet<>(requestIds.values()));
            decisions.values().forEach(decision -> decided.add(place(decision.source())));
            for (ConsumerRecord<byte[], byte[]> letter : deadLetters()) {
                dead.add(Place.ofSource(letter));
            }
            kept = keptSince();
        }

        /** I5. */
        void checkFates() {
            for (ConsumerRecord<byte[], byte[]> record : came) {
                Place source = Place.of(record);
                List<String> fates = new ArrayList<>();
                if (decided.contains(source)) {
                    fates.add("decided");
                }
                dead.stream().filter(source::equals).forEach(letter -> fates.add("dead-lettered"));
                if (kept.contains(source)) {
                    fates.add("kept");
                }
                if (fates.isEmpty() && decisions.containsKey(requestId(requestDecoder, record.value()))) {
                    fates.add("duplicate");
                    duplicates++;
                }
                if (fates.size() != 1) {
                    wrong.add("I5: the record at " + source + " was " + (fates.isEmpty() ? "lost" : fates));
                }
            }
        }

        /** I3. */
        void checkEvents() {
            Map<UUID, Integer> seen = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> event : published) {
                UUID request = requestId(eventDecoder, event.value());
                seen.merge(request, 1, Integer::sum);
                Decision decision = decisions.get(request);
                if (decision == null) {
                    wrong.add("I3: an event answers " + request + ", which nobody decided");
                } else if (!isStored(event, decision)) {
                    wrong.add("I3: the event on " + request + " is not the one in the ledger");
                }
            }
            for (UUID request : decisions.keySet()) {
                int times = seen.getOrDefault(request, 0);
                if (times != 1) {
                    wrong.add("I3: " + times + " events on " + request);
                }
            }
        }

        private boolean isStored(ConsumerRecord<byte[], byte[]> event, Decision decision) {
            return ByteBuffer.wrap(decision.event()).equals(ByteBuffer.wrap(event.value()))
                    && decision.eventKey().equals(new String(event.key(), UTF_8));
        }

        /** I6. */
        void checkSequences() {
            Map<String, Long> latest = new HashMap<>();
            for (ConsumerRecord<byte[], byte[]> event : published) {
                String key = new String(event.key(), UTF_8);
                long sequence = (Long) field(eventDecoder.decode(event.value()), "sequence");
                Long before = latest.put(key, sequence);
                if (before != null && before >= sequence) {
                    wrong.add("I6: sequence " + sequence + " follows " + before + " for " + key);
                }
            }
        }

        Totals totals() {
            return new Totals(
                    came.size() - dead.size() - kept.size() - duplicates, dead.size(), kept.size(), duplicates);
        }
    }

    private Set<Place> keptSince() {
        Set<Place> kept = new HashSet<>();
        platform.sql()
                .sql("select partition, \"offset\" from ledger.kept_record where topic = :topic")
                .param("topic", requests.topicName())
                .query(row -> {
                    TopicPartition partition = new TopicPartition(requests.topicName(), row.getInt("partition"));
                    long offset = row.getLong("offset");
                    if (offset >= requestsFrom.getOrDefault(partition, 0L)) {
                        kept.add(new Place(partition.topic(), partition.partition(), offset));
                    }
                });
        return kept;
    }

    private static Place place(Decision.Source source) {
        return new Place(source.topic(), source.partition(), source.offset());
    }

    private static @Nullable UUID requestId(RecordDecoder<? extends SpecificRecord> decoder, byte @Nullable [] value) {
        try {
            return (UUID) field(decoder.decode(value), "requestId");
        } catch (UnreadableRecordException unreadable) {
            return null;
        }
    }

    private static Object field(SpecificRecord record, String name) {
        return record.get(record.getSchema().getField(name).pos());
    }
}
