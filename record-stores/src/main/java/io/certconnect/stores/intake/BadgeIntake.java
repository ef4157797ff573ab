package io.certconnect.stores.intake;

import io.certconnect.stores.Change;
import io.certconnect.stores.Change.BadgeFact;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.BadgeRevoked;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.worker.Reading;

/** Reads badges; exams and certifications are the other store's. */
final class BadgeIntake extends RecordIntake {

    @Override
    Reading<Change> read(CertificationRecorded event) throws MalformedRecordException {
        return switch (event.getKind()) {
            case BADGE_AWARDED -> recorded(event, awarded(Checked.detail("badgeAwarded", event.getBadgeAwarded())));
            case BADGE_REVOKED -> recorded(event, revoked(Checked.detail("badgeRevoked", event.getBadgeRevoked())));
            case EXAM_TAKEN, CERTIFICATION_EARNED, CERTIFICATION_RENEWED, CERTIFICATION_REVOKED -> nothing();
            case UNKNOWN -> new Reading.Kept<>("a certification record of an unknown kind");
        };
    }

    private static Reading<Change> recorded(CertificationRecorded event, BadgeFact fact)
            throws MalformedRecordException {
        check(event);
        return change(new Change.BadgeRecorded(
                event.getCertificationProfileId(),
                event.getRecordId(),
                event.getVersion(),
                event.getRecordedAt(),
                fact));
    }

    private static BadgeFact awarded(BadgeAwarded awarded) throws MalformedRecordException {
        return new BadgeFact.Awarded(
                Checked.id("badgeId", awarded.getBadgeId()),
                awarded.getAchievementCode(),
                awarded.getTitle(),
                Checked.time("awardedAt", awarded.getAwardedAt()),
                Checked.timeOrNone("expiresAt", awarded.getExpiresAt()),
                awarded.getImageUrl());
    }

    private static BadgeFact revoked(BadgeRevoked revoked) throws MalformedRecordException {
        return new BadgeFact.Revoked(Checked.id("badgeId", revoked.getBadgeId()), revoked.getReason());
    }
}
