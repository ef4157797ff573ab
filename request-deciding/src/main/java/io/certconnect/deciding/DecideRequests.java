package io.certconnect.deciding;

import io.certconnect.ledger.Decision;
import io.certconnect.ledger.LedgerDatabase;
import io.certconnect.ledger.Publications.Partition;
import io.certconnect.schemas.serde.RecordEncoder;
import io.certconnect.worker.Arrival;
import io.certconnect.worker.Batch;
import io.certconnect.worker.BatchWork;
import io.certconnect.worker.DeadLetter;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Outgoing;
import io.certconnect.worker.TraceParent;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Decides a batch of requests in one transaction of the ledger: what was decided before answers as before (rule 0), the
 * rest is locked, loaded, decided one after the other, and written at once.
 *
 * <p>Nothing that was read before the locks is decided on, and the sequence numbers are taken under them. If a race was
 * lost all the same, the whole batch is decided again from nothing.
 */
public final class DecideRequests<R, V, D> implements BatchWork<R> {

    private final Matter<R, V, D> matter;
    private final LedgerDatabase database;
    private final RecordEncoder encoder;
    private final Events events;
    private final DecisionMetrics metrics;
    private final Clock clock;
    private final int maxEventBytes;

    /** @param maxEventBytes the largest event that fits one message, framing included */
    public DecideRequests(
            Matter<R, V, D> matter,
            LedgerDatabase database,
            RecordEncoder encoder,
            Events events,
            DecisionMetrics metrics,
            Clock clock,
            int maxEventBytes) {
        this.matter = matter;
        this.database = database;
        this.encoder = encoder;
        this.events = events;
        this.metrics = metrics;
        metrics.countFromNothing(matter.outcomes());
        this.clock = clock;
        this.maxEventBytes = maxEventBytes;
    }

    @Override
    public Outgoing on(Batch<R> batch) {
        Set<Decision.Source> unanswerable = new HashSet<>();
        while (true) {
            try {
                Answers answers = database.inTransaction(() -> decide(batch, unanswerable));
                metrics.count(answers);
                return answers.outgoing();
            } catch (AnswerTooLargeException e) {
                unanswerable.addAll(sayingTheSame(batch, e.source()));
            }
        }
    }

    /** Where the batch has the request of this record, itself included. */
    private List<Decision.Source> sayingTheSame(Batch<R> batch, Decision.Source source) {
        List<Decision.Source> same = new ArrayList<>();
        R request = batch.arrivals().stream()
                .filter(arrival -> Standings.sourceOf(arrival.source()).equals(source))
                .findFirst()
                .orElseThrow()
                .value();
        for (Arrival<R> arrival : batch.arrivals()) {
            if (matter.requestId(arrival.value()).equals(matter.requestId(request))
                    && matter.hash(arrival.value()).equals(matter.hash(request))) {
                same.add(Standings.sourceOf(arrival.source()));
            }
        }
        return same;
    }

    private Answers decide(Batch<R> batch, Set<Decision.Source> unanswerable) {
        database.keptRecords().add(Keeping.recordsOf(batch));
        notePublished(batch);
        Answers answers = new Answers();
        List<Arrival<R>> answerable =
                unanswerable.isEmpty() ? batch.arrivals() : answerable(batch, unanswerable, answers);
        List<Standings.Judged<R>> standings =
                new Standings<>(matter, database.decisions(), database.publications()).of(answerable);
        List<Standings.Judged<R>> undecided = new ArrayList<>(standings.size());
        for (Standings.Judged<R> judged : standings) {
            ConsumerRecord<byte[], byte[]> source = judged.arrival().source();
            UUID request = matter.requestId(judged.arrival().value());
            switch (judged.standing()) {
                case Standing.Undecided unused -> undecided.add(judged);
                case Standing.Redelivered redelivered -> {
                    answers.republish(events.of(redelivered.decision(), source));
                    answers.note(source, request, redelivered.decision().outcome());
                }
                case Standing.Answered unused -> {
                    answers.answered++;
                    answers.note(source, request, "ANSWERED_BEFORE");
                }
                case Standing.Duplicate unused -> {
                    answers.duplicates++;
                    answers.note(source, request, "DUPLICATE");
                }
                case Standing.Reused unused ->
                    answers.deadLetter(
                            source,
                            DeadLetterReason.REQUEST_ID_REUSED,
                            "another payload was decided under request id " + request);
            }
        }
        decideNew(undecided, answers);
        return answers;
    }

    /** The others, which must not be told by it: a request without an answer is none that was decided before. */
    private List<Arrival<R>> answerable(Batch<R> batch, Set<Decision.Source> unanswerable, Answers answers) {
        List<Arrival<R>> answerable = new ArrayList<>(batch.arrivals().size());
        for (Arrival<R> arrival : batch.arrivals()) {
            if (unanswerable.contains(Standings.sourceOf(arrival.source()))) {
                answers.deadLetter(
                        arrival.source(),
                        DeadLetterReason.ANSWER_TOO_LARGE,
                        "its event exceeds " + maxEventBytes + " bytes");
            } else {
                answerable.add(arrival);
            }
        }
        return answerable;
    }

    private void decideNew(List<Standings.Judged<R>> undecided, Answers answers) {
        if (undecided.isEmpty()) {
            return;
        }
        List<R> requests = new ArrayList<>(undecided.size());
        for (Standings.Judged<R> judged : undecided) {
            requests.add(judged.arrival().value());
        }
        V view = matter.lockAndLoad(requests);
        List<Long> sequences = database.decisions().nextSequences(undecided.size());
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);

        List<Decision> decisions = new ArrayList<>(undecided.size());
        for (int i = 0; i < undecided.size(); i++) {
            ConsumerRecord<byte[], byte[]> source = undecided.get(i).arrival().source();
            Decision decision = decide(undecided.get(i), view, sequences.get(i), now);
            decisions.add(decision);
            answers.publish(events.of(decision, source), decision.outcome());
            answers.note(source, decision.requestId(), decision.outcome());
        }
        matter.write(view);
        database.decisions().add(decisions);
    }

    private Decision decide(Standings.Judged<R> judged, V view, long sequence, Instant now) {
        Arrival<R> arrival = judged.arrival();
        UUID request = matter.requestId(arrival.value());
        Stamp stamp = new Stamp(Stamp.eventIdFor(request), sequence, now);
        D ruling = matter.decide(arrival.value(), view, now);
        Announcement announcement = matter.announce(arrival.value(), ruling, stamp);
        byte[] event = encoder.encode(events.topic(), announcement.event());
        Decision.Source source = Standings.sourceOf(arrival.source());
        if (event.length > maxEventBytes) {
            throw new AnswerTooLargeException(source);
        }
        return new Decision(
                request,
                matter.kind(),
                judged.hash(),
                source,
                sequence,
                stamp.eventId(),
                announcement.key(),
                event,
                announcement.profile(),
                announcement.otherProfile(),
                announcement.outcome(),
                announcement.rule(),
                Facts.json(announcement.facts()),
                now);
    }

    private void notePublished(Batch<R> batch) {
        Map<Partition, Long> marks = new HashMap<>();
        batch.publishedTo()
                .forEach((partition, offset) ->
                        marks.put(new Partition(partition.topic(), partition.partition()), offset));
        database.publications().note(marks);
    }

    /** What a batch came to. */
    static final class Answers {

        private final List<ProducerRecord<byte[], byte[]>> events = new ArrayList<>();
        private final List<DeadLetter> deadLetters = new ArrayList<>();
        private final Map<ConsumerRecord<byte[], byte[]>, Outgoing.Note> notes = new HashMap<>();
        final Map<String, Integer> decided = new HashMap<>();
        int republished;
        int answered;
        int duplicates;

        void publish(ProducerRecord<byte[], byte[]> event, String outcome) {
            events.add(event);
            decided.merge(outcome, 1, Integer::sum);
        }

        void republish(ProducerRecord<byte[], byte[]> event) {
            events.add(event);
            republished++;
        }

        void deadLetter(ConsumerRecord<byte[], byte[]> source, DeadLetterReason reason, String detail) {
            deadLetters.add(new DeadLetter(source, reason, detail));
        }

        /** Only of what is traced, which is rare. */
        void note(ConsumerRecord<byte[], byte[]> source, UUID request, String outcome) {
            if (TraceParent.isSampled(source)) {
                notes.put(source, new Outgoing.Note(request.toString(), outcome));
            }
        }

        Outgoing outgoing() {
            return new Outgoing(events, deadLetters, notes);
        }
    }
}
