package io.certconnect.deciding;

import io.certconnect.ledger.Decision;
import io.certconnect.ledger.Decisions;
import io.certconnect.ledger.PayloadHash;
import io.certconnect.ledger.Publications;
import io.certconnect.ledger.Publications.Partition;
import io.certconnect.worker.Arrival;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** Rule 0: tells what is new in a batch from what was decided before, in the ledger or earlier in the batch. */
final class Standings<R> {

    private final Matter<R, ?, ?> matter;
    private final Decisions decisions;
    private final Publications publications;

    Standings(Matter<R, ?, ?> matter, Decisions decisions, Publications publications) {
        this.matter = matter;
        this.decisions = decisions;
        this.publications = publications;
    }

    /** A record with its hash and how it stands. */
    record Judged<R>(Arrival<R> arrival, PayloadHash hash, Standing standing) {}

    List<Judged<R>> of(List<Arrival<R>> arrivals) {
        List<UUID> requests = new ArrayList<>(arrivals.size());
        for (Arrival<R> arrival : arrivals) {
            requests.add(matter.requestId(arrival.value()));
        }
        Map<UUID, Decision> decided = requests.isEmpty() ? Map.of() : decisions.on(requests);
        Published published = new Published();
        Map<UUID, PayloadHash> undecided = HashMap.newHashMap(requests.size());

        List<Judged<R>> standings = new ArrayList<>(requests.size());
        for (Arrival<R> arrival : arrivals) {
            UUID request = matter.requestId(arrival.value());
            PayloadHash hash = matter.hash(arrival.value());
            Decision before = decided.get(request);
            Standing standing = before != null
                    ? toDecision(arrival.source(), hash, before, published)
                    : toBatch(hash, undecided.putIfAbsent(request, hash));
            standings.add(new Judged<>(arrival, hash, standing));
        }
        return standings;
    }

    private Standing toDecision(
            ConsumerRecord<byte[], byte[]> source, PayloadHash hash, Decision before, Published published) {
        if (before.kind() != matter.kind() || !before.payloadHash().equals(hash)) {
            return new Standing.Reused();
        }
        if (!before.source().equals(sourceOf(source))) {
            return new Standing.Duplicate();
        }
        return published.covers(source) ? new Standing.Answered() : new Standing.Redelivered(before);
    }

    private static Standing toBatch(PayloadHash hash, @Nullable PayloadHash earlier) {
        if (earlier == null) {
            return new Standing.Undecided();
        }
        return earlier.equals(hash) ? new Standing.Duplicate() : new Standing.Reused();
    }

    static Decision.Source sourceOf(ConsumerRecord<?, ?> source) {
        return new Decision.Source(source.topic(), source.partition(), source.offset());
    }

    /** The marks of what is published, looked up only for the rare batch that holds a redelivery. */
    private final class Published {

        private final Map<String, Map<Partition, Long>> marks = new HashMap<>();

        boolean covers(ConsumerRecord<?, ?> source) {
            Long mark = marks.computeIfAbsent(source.topic(), publications::of)
                    .get(new Partition(source.topic(), source.partition()));
            return mark != null && source.offset() < mark;
        }
    }
}
