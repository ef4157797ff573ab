package io.certconnect.records.flow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.certconnect.flow.Group;
import io.certconnect.flow.Place;
import io.certconnect.flow.Platform;
import io.certconnect.records.flow.StoredRows.Row;
import io.certconnect.schemas.Topic;
import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.schemas.serde.UnreadableRecordException;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Verification;
import io.certconnect.worker.DeadLetterHeaders;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * A store's books: what came in on its topics against what became of it. Every test ends by closing them, and they balance
 * whatever was killed, cut off or sent twice in between.
 *
 * <ul>
 *   <li>I4: the store's rows are those of a replay of the topics.
 *   <li>I5: every record that came in is a row, was superseded by a newer version, is a dead letter of this store's group,
 *       was kept, or says nothing to this store: one of them, once.
 *   <li>I7: the group's lag returns to nothing, on every topic.
 * </ul>
 *
 * <p>They cover what happens from when they are opened on.
 */
final class StoreBooks {

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    private final Platform platform;
    private final Store store;
    private final Group group;
    private final Map<Topic, Map<TopicPartition, Long>> from = new EnumMap<>(Topic.class);
    private final Map<Topic, Map<TopicPartition, Long>> deadLettersFrom = new EnumMap<>(Topic.class);
    private final Map<Topic, RecordDecoder<? extends SpecificRecord>> decoders = new EnumMap<>(Topic.class);

    private StoreBooks(Platform platform, Store store) {
        this.platform = platform;
        this.store = store;
        this.group = platform.group(store.group().groupId());
        for (Topic topic : store.topics()) {
            from.put(topic, platform.reader().ends(topic.topicName()));
            deadLettersFrom.put(topic, platform.reader().ends(topic.deadLetters()));
            decoders.put(topic, new RecordDecoder<>(topic.valueType(), platform.registry()));
        }
    }

    static StoreBooks open(Platform platform, Store store) {
        return new StoreBooks(platform, store);
    }

    /** What became of the records that came in; the sum is their number. */
    record Totals(int stored, int superseded, int deadLetters, int kept, int nothing) {}

    /** Where the records began that these books are about. */
    Map<TopicPartition, Long> opening() {
        Map<TopicPartition, Long> opening = new HashMap<>();
        from.values().forEach(opening::putAll);
        return opening;
    }

    /** This group's dead letters since, in no particular order. */
    List<ConsumerRecord<byte[], byte[]>> deadLetters() {
        List<ConsumerRecord<byte[], byte[]>> letters = new ArrayList<>();
        deadLettersFrom
                .values()
                .forEach(begin -> letters.addAll(platform.reader().read(begin)));
        letters.removeIf(letter -> !isOurs(letter));
        return letters;
    }

    private boolean isOurs(ConsumerRecord<byte[], byte[]> letter) {
        byte[] ofGroup =
                letter.headers().lastHeader(DeadLetterHeaders.CONSUMER_GROUP).value();
        return store.group().groupId().equals(new String(ofGroup, UTF_8));
    }

    /** Waits until the store is done with all that came in, within 50 s (I7). */
    void settle() {
        for (Topic topic : store.topics()) {
            await().atMost(PATIENCE).untilAsserted(() -> assertThat(group.lag(topic.topicName()))
                    .as("I7: lag of %s on %s", store.group(), topic)
                    .isZero());
        }
    }

    /** Settles, and checks that the books balance. */
    Totals close() {
        settle();
        Verification.Report report = platform.verification().of(store, Duration.ZERO);
        assertThat(report.toTopics()).as("I4: %s against a replay", store).isEmpty();
        assertThat(report.behind()).as("I4: records %s has not read", store).isZero();
        return new Account().totals();
    }

    private enum Fate {
        STORED,
        SUPERSEDED,
        DEAD,
        KEPT,
        NOTHING
    }

    /** The entries at the moment of closing. */
    private final class Account {

        private final StoredRows rows = StoredRows.of(platform.sql(), store);
        private final Set<Place> kept = rows.kept();
        private final List<Place> dead =
                deadLetters().stream().map(Place::ofSource).toList();
        private final Map<Fate, Integer> counts = new EnumMap<>(Fate.class);
        private final Map<Place, List<Fate>> wrong = new HashMap<>();

        Account() {
            from.forEach((topic, begin) -> platform.reader().read(begin).forEach(record -> enter(topic, record)));
            assertThat(wrong)
                    .as("I5: %s has records without a fate, or with several", store)
                    .isEmpty();
        }

        private void enter(Topic topic, ConsumerRecord<byte[], byte[]> record) {
            List<Fate> fates = fates(topic, record);
            if (fates.size() == 1) {
                counts.merge(fates.getFirst(), 1, Integer::sum);
                return;
            }
            wrong.put(Place.of(record), fates);
        }

        private List<Fate> fates(Topic topic, ConsumerRecord<byte[], byte[]> record) {
            Place place = Place.of(record);
            List<Fate> fates = new ArrayList<>();
            dead.stream().filter(place::equals).forEach(letter -> fates.add(Fate.DEAD));
            if (kept.contains(place)) {
                fates.add(Fate.KEPT);
            }
            if (fates.isEmpty()) {
                addWhatIsStored(fates, topic, record);
            }
            return fates;
        }

        private void addWhatIsStored(List<Fate> fates, Topic topic, ConsumerRecord<byte[], byte[]> record) {
            try {
                Row row = rows.rowOf(decoders.get(topic).decode(record.value()));
                if (row == null) {
                    fates.add(Fate.NOTHING);
                } else if (rows.version(row) >= row.version()) {
                    fates.add(rows.version(row) == row.version() ? Fate.STORED : Fate.SUPERSEDED);
                }
            } catch (UnreadableRecordException unreadable) {
                // It should be a dead letter.
            }
        }

        Totals totals() {
            return new Totals(
                    count(Fate.STORED),
                    count(Fate.SUPERSEDED),
                    count(Fate.DEAD),
                    count(Fate.KEPT),
                    count(Fate.NOTHING));
        }

        private int count(Fate fate) {
            return counts.getOrDefault(fate, 0);
        }
    }

    /** Every table of the store, row by row, and how far it has read. */
    Map<String, String> checksums() {
        Map<String, String> sums = new TreeMap<>();
        List<String> tables = new ArrayList<>(store.tables());
        tables.add("position");
        for (String table : tables) {
            sums.put(
                    table,
                    platform.sql()
                            .sql(
                                    "select count(*) || ' ' || coalesce(md5(string_agg(row::text, ';' order by row::text)), '')"
                                            + " from " + store.schema() + "." + table + " as row")
                            .query(String.class)
                            .single());
        }
        return sums;
    }
}
