package io.certconnect.benchmarks;

import static java.time.ZoneOffset.UTC;

import io.certconnect.schemas.serde.RecordDecoder;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.Connected;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityRecorded;
import io.confluent.kafka.schemaregistry.client.SchemaRegistryClient;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.transaction.annotation.Transactional;

/**
 * Both stores' intake as tutorials write it: an upsert for each record. It knows what the benchmark records and nothing else:
 * no revocation, no merge, no bad record, no two contents under one version.
 */
public class TutorialStores {

    static final String TRANSCRIPT = "tutorial-transcript-store";
    static final String BADGE = "tutorial-badge-store";

    public static void main(String[] arguments) throws InterruptedException {
        TutorialWorker.run(Wiring.class, arguments);
    }

    @Configuration(proxyBeanMethods = false)
    @Import(TutorialWorker.Listening.class)
    static class Wiring {

        @Bean
        Transcript transcript(JdbcTemplate sql, SchemaRegistryClient registry) {
            return new Transcript(sql, registry);
        }

        @Bean
        Badges badges(JdbcTemplate sql, SchemaRegistryClient registry) {
            return new Badges(sql, registry);
        }
    }

    static class Transcript {

        private final JdbcTemplate sql;
        private final RecordDecoder<ConnectDecided> connections;
        private final RecordDecoder<CertificationRecorded> records;
        private final RecordDecoder<LearnActivityRecorded> activities;

        Transcript(JdbcTemplate sql, SchemaRegistryClient registry) {
            this.sql = sql;
            this.connections = new RecordDecoder<>(ConnectDecided.class, registry);
            this.records = new RecordDecoder<>(CertificationRecorded.class, registry);
            this.activities = new RecordDecoder<>(LearnActivityRecorded.class, registry);
        }

        @KafkaListener(
                topics = {"connect.events.v1", "certification.records.v1", "learn.activity.v1"},
                groupId = TRANSCRIPT)
        @Transactional("transactionManager")
        public void on(ConsumerRecord<String, byte[]> event) {
            switch (event.topic()) {
                case "connect.events.v1" -> connect(sql, "transcript", connections.decode(event.value()));
                case "certification.records.v1" -> record(records.decode(event.value()));
                default -> learn(activities.decode(event.value()));
            }
        }

        private void record(CertificationRecorded record) {
            switch (record.getKind()) {
                case EXAM_TAKEN -> examTaken(record, record.getExamTaken());
                case CERTIFICATION_EARNED -> earned(record, record.getCertificationEarned());
                case CERTIFICATION_RENEWED ->
                    upsert(
                            record,
                            "RENEWED",
                            record.getCertificationRenewed().getCredentialId(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            record.getCertificationRenewed().getExpiresOn());
                default -> {}
            }
        }

        private void examTaken(CertificationRecorded record, ExamTaken exam) {
            upsert(
                    record,
                    "EXAM",
                    exam.getAttemptId(),
                    exam.getExamCode(),
                    exam.getTitle(),
                    time(exam.getTakenAt()),
                    exam.getScore(),
                    exam.getPassed(),
                    null,
                    null);
        }

        private void earned(CertificationRecorded record, CertificationEarned earned) {
            upsert(
                    record,
                    "EARNED",
                    earned.getCredentialId(),
                    earned.getCertificationCode(),
                    earned.getTitle(),
                    null,
                    null,
                    null,
                    earned.getEarnedOn(),
                    earned.getExpiresOn());
        }

        /** @param columns from entry_id on */
        private void upsert(CertificationRecorded record, String kind, @Nullable Object... columns) {
            sql.update(
                    """
                    insert into transcript.certification_record (certification_profile_id, record_id, version,
                        recorded_at, kind, entry_id, code, title, taken_at, score, passed, earned_on, expires_on,
                        fingerprint)
                    values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)
                    on conflict (certification_profile_id, record_id) do update set version = excluded.version,
                        recorded_at = excluded.recorded_at, kind = excluded.kind, entry_id = excluded.entry_id,
                        code = excluded.code, title = excluded.title, taken_at = excluded.taken_at,
                        score = excluded.score, passed = excluded.passed, earned_on = excluded.earned_on,
                        expires_on = excluded.expires_on
                    where excluded.version > certification_record.version
                    """,
                    record.getCertificationProfileId(),
                    record.getRecordId(),
                    record.getVersion(),
                    time(record.getRecordedAt()),
                    kind,
                    columns[0],
                    columns[1],
                    columns[2],
                    columns[3],
                    columns[4],
                    columns[5],
                    columns[6],
                    columns[7]);
        }

        private void learn(LearnActivityRecorded learnt) {
            sql.update(
                    """
                    insert into transcript.learn_activity (learn_profile_id, activity_id, version, kind, code, title,
                        completed_at, fingerprint)
                    values (?, ?, ?, ?, ?, ?, ?, 0)
                    on conflict (learn_profile_id, activity_id) do update set version = excluded.version,
                        kind = excluded.kind, code = excluded.code, title = excluded.title,
                        completed_at = excluded.completed_at
                    where excluded.version > learn_activity.version
                    """,
                    learnt.getLearnProfileId(),
                    learnt.getActivityId(),
                    learnt.getVersion(),
                    learnt.getKind().name(),
                    learnt.getCode(),
                    learnt.getTitle(),
                    time(learnt.getCompletedAt()));
        }
    }

    static class Badges {

        private final JdbcTemplate sql;
        private final RecordDecoder<ConnectDecided> connections;
        private final RecordDecoder<CertificationRecorded> records;

        Badges(JdbcTemplate sql, SchemaRegistryClient registry) {
            this.sql = sql;
            this.connections = new RecordDecoder<>(ConnectDecided.class, registry);
            this.records = new RecordDecoder<>(CertificationRecorded.class, registry);
        }

        @KafkaListener(
                topics = {"connect.events.v1", "certification.records.v1"},
                groupId = BADGE)
        @Transactional("transactionManager")
        public void on(ConsumerRecord<String, byte[]> event) {
            if (event.topic().equals("connect.events.v1")) {
                connect(sql, "badge", connections.decode(event.value()));
                return;
            }
            CertificationRecorded record = records.decode(event.value());
            BadgeAwarded awarded = record.getBadgeAwarded();
            if (awarded != null) {
                award(record, awarded);
            }
        }

        private void award(CertificationRecorded record, BadgeAwarded awarded) {
            sql.update(
                    """
                    insert into badge.badge_record (certification_profile_id, record_id, version, recorded_at, kind,
                        badge_id, achievement_code, title, awarded_at, expires_at, image_url, fingerprint)
                    values (?, ?, ?, ?, 'AWARDED', ?, ?, ?, ?, ?, ?, 0)
                    on conflict (certification_profile_id, record_id) do update set version = excluded.version,
                        recorded_at = excluded.recorded_at, badge_id = excluded.badge_id,
                        achievement_code = excluded.achievement_code, title = excluded.title,
                        awarded_at = excluded.awarded_at, expires_at = excluded.expires_at,
                        image_url = excluded.image_url
                    where excluded.version > badge_record.version
                    """,
                    record.getCertificationProfileId(),
                    record.getRecordId(),
                    record.getVersion(),
                    time(record.getRecordedAt()),
                    awarded.getBadgeId(),
                    awarded.getAchievementCode(),
                    awarded.getTitle(),
                    time(awarded.getAwardedAt()),
                    time(awarded.getExpiresAt()),
                    awarded.getImageUrl());
        }
    }

    private static void connect(JdbcTemplate sql, String schema, ConnectDecided decided) {
        Connected connected = decided.getConnected();
        if (connected == null) {
            return;
        }
        sql.update(
                """
                insert into %s.connection (learn_profile_id, certification_profile_id, connected_at, sequence)
                values (?, ?, ?, ?)
                on conflict (learn_profile_id) do update set
                    certification_profile_id = excluded.certification_profile_id,
                    connected_at = excluded.connected_at, sequence = excluded.sequence
                where excluded.sequence > connection.sequence
                """.formatted(schema),
                decided.getLearnProfileId(),
                connected.getCertificationProfileId(),
                time(connected.getConnectedAt()),
                decided.getSequence());
    }

    private static @Nullable OffsetDateTime time(@Nullable Instant time) {
        return time == null ? null : time.atOffset(UTC);
    }
}
