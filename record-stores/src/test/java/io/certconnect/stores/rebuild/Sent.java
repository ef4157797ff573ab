package io.certconnect.stores.rebuild;

import io.certconnect.schemas.Topic;
import io.certconnect.stores.rebuild.Upstream.Event;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.Connected;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.Merged;
import io.certconnect.v1.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/** Events about one learner, whose ids all begin with a name of the test's own. */
final class Sent {

    static final Instant LONG_AGO = Instant.parse("2020-01-01T10:00:00Z");

    private static final AtomicLong SEQUENCE = new AtomicLong(1);

    private Sent() {}

    /** Two profiles merged and connected, and under each of them exams, badges and activities. */
    static List<Event> learner(String name, int records) {
        List<Event> events = new ArrayList<>();
        events.add(connected(name, name + "-c"));
        events.add(merged(name + "-c", name + "-old"));
        for (int record = 0; record < records; record++) {
            String profile = record % 2 == 0 ? name + "-c" : name + "-old";
            events.add(exam(profile, name + "-exam-" + record, 1));
            events.add(badge(profile, name + "-badge-" + record));
            events.add(learnt(name, name + "-activity-" + record));
        }
        return events;
    }

    static Event connected(String learner, String profile) {
        return new Event(
                Topic.CONNECT_EVENTS,
                learner,
                ConnectDecided.newBuilder()
                        .setEventId(UUID.randomUUID())
                        .setRequestId(UUID.randomUUID())
                        .setLearnProfileId(learner)
                        .setSequence(SEQUENCE.getAndIncrement())
                        .setDecidedAt(LONG_AGO)
                        .setOutcome(ConnectOutcome.CONNECTED)
                        .setConnected(new Connected(profile, LONG_AGO, false))
                        .build());
    }

    static Event merged(String survivor, String absorbed) {
        return new Event(
                Topic.MERGE_EVENTS,
                survivor,
                MergeDecided.newBuilder()
                        .setEventId(UUID.randomUUID())
                        .setRequestId(UUID.randomUUID())
                        .setSurvivorId(survivor)
                        .setAbsorbedId(absorbed)
                        .setSequence(SEQUENCE.getAndIncrement())
                        .setDecidedAt(LONG_AGO)
                        .setRequestedBy("support")
                        .setTicket("T-1")
                        .setOutcome(MergeOutcome.MERGED)
                        .setMerged(new Merged(null, List.of(absorbed), false))
                        .build());
    }

    static Event exam(String profile, String attempt, long version) {
        return recorded(
                profile,
                attempt,
                version,
                RecordKind.EXAM_TAKEN,
                new ExamTaken(attempt, "EX-1", "Exam one", LONG_AGO, 700, true),
                null);
    }

    static Event badge(String profile, String badge) {
        return recorded(
                profile,
                badge,
                1,
                RecordKind.BADGE_AWARDED,
                null,
                new BadgeAwarded(badge, "ACH-1", "Achievement one", LONG_AGO, null, null));
    }

    /** Of a newer producer: its bytes are kept. */
    static Event unknown(String profile, String record) {
        return recorded(profile, record, 1, RecordKind.UNKNOWN, null, null);
    }

    private static Event recorded(
            String profile, String record, long version, RecordKind kind, ExamTaken exam, BadgeAwarded badge) {
        return new Event(
                Topic.CERTIFICATION_RECORDS,
                profile,
                CertificationRecorded.newBuilder()
                        .setRecordId(record)
                        .setCertificationProfileId(profile)
                        .setVersion(version)
                        .setRecordedAt(LONG_AGO)
                        .setKind(kind)
                        .setExamTaken(exam)
                        .setBadgeAwarded(badge)
                        .build());
    }

    static Event learnt(String learner, String activity) {
        return new Event(
                Topic.LEARN_ACTIVITY,
                learner,
                LearnActivityRecorded.newBuilder()
                        .setActivityId(activity)
                        .setLearnProfileId(learner)
                        .setKind(LearnActivityKind.MODULE)
                        .setCode("MOD-1")
                        .setTitle("Module one")
                        .setCompletedAt(LONG_AGO)
                        .setVersion(1)
                        .build());
    }
}
