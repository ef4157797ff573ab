package io.certconnect.kubernetes;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.certconnect.flow.Publisher;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeRequested;
import io.certconnect.v1.ProfileStatus;
import io.certconnect.v1.RecordKind;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.producer.ProducerRecord;

/** What others send. */
final class Samples {

    private static final Instant NOON = Instant.parse("2024-05-01T12:00:00Z");

    private Samples() {}

    static CertificationProfileChanged profile(String id) {
        return new CertificationProfileChanged(id, accountOf(id), ProfileStatus.ACTIVE, null, null, 1L, NOON);
    }

    /** A record that is a dead letter wherever it is read. */
    static ProducerRecord<byte[], byte[]> unreadable(Topic topic) {
        return Publisher.raw(topic, "nobody", "not Avro".getBytes(UTF_8));
    }

    private static String accountOf(String profile) {
        return "account-of-" + profile;
    }

    /** Asks with the account of that profile. */
    static ConnectRequested connect(String learner, String profile, AccountKind kind) {
        return new ConnectRequested(
                UUID.randomUUID(), learner, List.of(new Account(accountOf(profile), kind)), null, NOON);
    }

    static MergeRequested merge(String survivor, String absorbed) {
        return new MergeRequested(
                UUID.randomUUID(),
                MergeAction.MERGE,
                survivor,
                absorbed,
                "support-agent",
                "T-1",
                "one person",
                false,
                null,
                NOON);
    }

    static CertificationRecorded exam(String profile) {
        return recorded(RecordKind.EXAM_TAKEN, profile)
                .setExamTaken(new ExamTaken("attempt-" + profile, "EX-1", "Exam one", NOON, 700, true))
                .build();
    }

    static CertificationRecorded badge(String profile) {
        return recorded(RecordKind.BADGE_AWARDED, profile)
                .setBadgeAwarded(new BadgeAwarded("badge-" + profile, "ACH-1", "Achievement one", NOON, null, null))
                .build();
    }

    private static CertificationRecorded.Builder recorded(RecordKind kind, String profile) {
        return CertificationRecorded.newBuilder()
                .setRecordId(kind + "-" + profile)
                .setCertificationProfileId(profile)
                .setVersion(1)
                .setRecordedAt(NOON)
                .setKind(kind);
    }

    static LearnActivityRecorded activity(String learner) {
        return new LearnActivityRecorded(
                "activity-" + learner, learner, LearnActivityKind.MODULE, "MOD-1", "Module one", NOON, 1L);
    }
}
