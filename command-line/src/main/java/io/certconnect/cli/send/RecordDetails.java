package io.certconnect.cli.send;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.certconnect.cli.lines.BadLineException;
import io.certconnect.cli.lines.Shape;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.RecordKind;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** The fields of a record that say what was recorded: one is set, and the kind names it. */
final class RecordDetails {

    private static final List<RecordKind> KINDS = Stream.of(RecordKind.values())
            .filter(kind -> kind != RecordKind.UNKNOWN)
            .toList();

    private RecordDetails() {}

    /** The kind that goes with the first detail that is there; UNKNOWN if there is none. */
    static RecordKind kind(ObjectNode json) {
        for (RecordKind kind : KINDS) {
            if (json.hasNonNull(field(kind))) {
                return kind;
            }
        }
        return RecordKind.UNKNOWN;
    }

    /** The detail of a record that has what {@link #require} requires. */
    static SpecificRecord of(CertificationRecorded record) {
        return Objects.requireNonNull(detail(record, record.getKind()));
    }

    /** @throws BadLineException if the record breaks the contract */
    static void require(CertificationRecorded record) throws BadLineException {
        List<RecordKind> there =
                KINDS.stream().filter(kind -> detail(record, kind) != null).toList();
        if (there.isEmpty()) {
            throw new BadLineException("does not say what was recorded; give " + Shape.oneOf(fields(KINDS)));
        }
        if (there.size() > 1) {
            throw new BadLineException(
                    String.join(", ", fields(there)) + ": a record has only one of them; give each a line of its own");
        }
        RecordKind kind = there.getFirst();
        if (record.getKind() != kind) {
            throw new BadLineException("kind: is not that of " + field(kind) + "; say " + kind + ", or leave it out");
        }
        Shape.require(record);
        requireOrder(record.getCertificationEarned());
        requireOrder(record.getBadgeAwarded());
    }

    private static void requireOrder(@Nullable CertificationEarned earned) throws BadLineException {
        if (earned != null
                && earned.getExpiresOn() != null
                && earned.getExpiresOn().isBefore(earned.getEarnedOn())) {
            throw new BadLineException(
                    "certificationEarned.expiresOn: is before earnedOn; leave it out if it does not expire");
        }
    }

    private static void requireOrder(@Nullable BadgeAwarded awarded) throws BadLineException {
        if (awarded != null
                && awarded.getExpiresAt() != null
                && awarded.getExpiresAt().isBefore(awarded.getAwardedAt())) {
            throw new BadLineException(
                    "badgeAwarded.expiresAt: is before awardedAt; leave it out if it does not expire");
        }
    }

    private static @Nullable SpecificRecord detail(CertificationRecorded record, RecordKind kind) {
        return switch (kind) {
            case EXAM_TAKEN -> record.getExamTaken();
            case CERTIFICATION_EARNED -> record.getCertificationEarned();
            case CERTIFICATION_RENEWED -> record.getCertificationRenewed();
            case CERTIFICATION_REVOKED -> record.getCertificationRevoked();
            case BADGE_AWARDED -> record.getBadgeAwarded();
            case BADGE_REVOKED -> record.getBadgeRevoked();
            case UNKNOWN -> null;
        };
    }

    private static List<String> fields(List<RecordKind> kinds) {
        return kinds.stream().map(RecordDetails::field).toList();
    }

    private static String field(RecordKind kind) {
        return switch (kind) {
            case EXAM_TAKEN -> "examTaken";
            case CERTIFICATION_EARNED -> "certificationEarned";
            case CERTIFICATION_RENEWED -> "certificationRenewed";
            case CERTIFICATION_REVOKED -> "certificationRevoked";
            case BADGE_AWARDED -> "badgeAwarded";
            case BADGE_REVOKED -> "badgeRevoked";
            case UNKNOWN -> "";
        };
    }
}
