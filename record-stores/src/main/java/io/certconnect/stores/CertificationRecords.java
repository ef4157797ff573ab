package io.certconnect.stores;

import io.certconnect.ledger.CopiedRows;
import io.certconnect.ledger.SqlArrays;
import io.certconnect.stores.Change.CertificationFact;
import io.certconnect.stores.Change.Recorded;
import io.certconnect.stores.Newest.Row;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Exams and certifications as they were recorded, under certification profiles. */
final class CertificationRecords {

    private static final List<String> COLUMNS = List.of(
            "certification_profile_id",
            "record_id",
            "version",
            "fingerprint",
            "recorded_at",
            "kind",
            "entry_id",
            "code",
            "title",
            "taken_at",
            "score",
            "passed",
            "earned_on",
            "expires_on",
            "reason");

    private final JdbcTemplate jdbc;
    private final JdbcClient sql;

    CertificationRecords(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
        this.sql = JdbcClient.create(jdbc);
    }

    /** The columns that depend on what a record says. */
    private record Columns(
            String kind,
            String entryId,
            @Nullable String code,
            @Nullable String title,
            @Nullable Instant takenAt,
            @Nullable Integer score,
            @Nullable Boolean passed,
            @Nullable LocalDate earnedOn,
            @Nullable LocalDate expiresOn,
            @Nullable String reason) {

        static Columns of(CertificationFact fact) {
            return switch (fact) {
                case CertificationFact.ExamTaken exam ->
                    new Columns(
                            "EXAM",
                            exam.attemptId(),
                            exam.examCode(),
                            exam.title(),
                            exam.takenAt(),
                            exam.score(),
                            exam.passed(),
                            null,
                            null,
                            null);
                case CertificationFact.Earned earned ->
                    new Columns(
                            "EARNED",
                            earned.credentialId(),
                            earned.certificationCode(),
                            earned.title(),
                            null,
                            null,
                            null,
                            earned.earnedOn(),
                            earned.expiresOn(),
                            null);
                case CertificationFact.Renewed renewed ->
                    new Columns(
                            "RENEWED",
                            renewed.credentialId(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            renewed.expiresOn(),
                            null);
                case CertificationFact.Revoked revoked ->
                    new Columns(
                            "REVOKED",
                            revoked.credentialId(),
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            null,
                            revoked.reason());
            };
        }
    }

    /**
     * Adds rows of which none is there yet.
     *
     * @throws org.springframework.dao.DuplicateKeyException if one is
     */
    void add(Collection<Row<Recorded>> rows) {
        if (!rows.isEmpty()) {
            CopiedRows.into(jdbc, "certification_record", COLUMNS, rows, (row, out) -> {
                Columns columns = Columns.of(row.change().fact());
                out.text(row.change().profileId())
                        .text(row.change().id())
                        .int8(row.version())
                        .int8(row.fingerprint())
                        .timestamptz(row.change().recordedAt())
                        .text(columns.kind())
                        .text(columns.entryId())
                        .text(columns.code())
                        .text(columns.title())
                        .timestamptz(columns.takenAt())
                        .int4(columns.score())
                        .bool(columns.passed())
                        .date(columns.earnedOn())
                        .date(columns.expiresOn())
                        .text(columns.reason());
            });
        }
    }

    /** Returns how many rows it changed. */
    int write(Collection<Row<Recorded>> rows) {
        if (rows.isEmpty()) {
            return 0;
        }
        List<Columns> columns = new ArrayList<>(rows.size());
        rows.forEach(row -> columns.add(Columns.of(row.change().fact())));
        return sql.sql("""
                        insert into certification_record (
                            certification_profile_id, record_id, version, fingerprint, recorded_at,
                            kind, entry_id, code, title, taken_at, score, passed, earned_on, expires_on, reason)
                        select * from unnest(
                            :profiles, :ids, :versions, :fingerprints, :times,
                            :kinds, :entries, :codes, :titles, :taken, :scores, :passed, :earned, :expires, :reasons)
                        on conflict (certification_profile_id, record_id) do update set
                            version = excluded.version,
                            fingerprint = excluded.fingerprint,
                            recorded_at = excluded.recorded_at,
                            kind = excluded.kind,
                            entry_id = excluded.entry_id,
                            code = excluded.code,
                            title = excluded.title,
                            taken_at = excluded.taken_at,
                            score = excluded.score,
                            passed = excluded.passed,
                            earned_on = excluded.earned_on,
                            expires_on = excluded.expires_on,
                            reason = excluded.reason
                        where (excluded.version, excluded.fingerprint)
                            > (certification_record.version, certification_record.fingerprint)
                        """)
                .param("profiles", SqlArrays.texts(rows, row -> row.change().profileId()))
                .param("ids", SqlArrays.texts(rows, row -> row.change().id()))
                .param("versions", SqlArrays.longs(rows, Row::version))
                .param("fingerprints", SqlArrays.longs(rows, Row::fingerprint))
                .param("times", SqlArrays.times(rows, row -> row.change().recordedAt()))
                .param("kinds", SqlArrays.texts(columns, Columns::kind))
                .param("entries", SqlArrays.texts(columns, Columns::entryId))
                .param("codes", SqlArrays.texts(columns, Columns::code))
                .param("titles", SqlArrays.texts(columns, Columns::title))
                .param("taken", SqlArrays.times(columns, Columns::takenAt))
                .param("scores", SqlArrays.ints(columns, Columns::score))
                .param("passed", SqlArrays.booleans(columns, Columns::passed))
                .param("earned", SqlArrays.dates(columns, Columns::earnedOn))
                .param("expires", SqlArrays.dates(columns, Columns::expiresOn))
                .param("reasons", SqlArrays.texts(columns, Columns::reason))
                .update();
    }
}
