package io.certconnect.stores.intake;

import io.certconnect.stores.Change;
import io.certconnect.stores.Change.CertificationFact;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.CertificationRenewed;
import io.certconnect.v1.CertificationRevoked;
import io.certconnect.v1.ExamTaken;
import io.certconnect.worker.Reading;

/** Reads exams and certifications for the transcript; badges are the other store's. */
final class CertificationIntake extends RecordIntake {

    @Override
    Reading<Change> read(CertificationRecorded event) throws MalformedRecordException {
        return switch (event.getKind()) {
            case EXAM_TAKEN -> recorded(event, exam(Checked.detail("examTaken", event.getExamTaken())));
            case CERTIFICATION_EARNED ->
                recorded(event, earned(Checked.detail("certificationEarned", event.getCertificationEarned())));
            case CERTIFICATION_RENEWED ->
                recorded(event, renewed(Checked.detail("certificationRenewed", event.getCertificationRenewed())));
            case CERTIFICATION_REVOKED ->
                recorded(event, revoked(Checked.detail("certificationRevoked", event.getCertificationRevoked())));
            case BADGE_AWARDED, BADGE_REVOKED -> nothing();
            case UNKNOWN -> new Reading.Kept<>("a certification record of an unknown kind");
        };
    }

    private static Reading<Change> recorded(CertificationRecorded event, CertificationFact fact)
            throws MalformedRecordException {
        check(event);
        return change(new Change.Recorded(
                event.getCertificationProfileId(),
                event.getRecordId(),
                event.getVersion(),
                event.getRecordedAt(),
                fact));
    }

    private static CertificationFact exam(ExamTaken exam) throws MalformedRecordException {
        return new CertificationFact.ExamTaken(
                Checked.id("attemptId", exam.getAttemptId()),
                exam.getExamCode(),
                exam.getTitle(),
                Checked.time("takenAt", exam.getTakenAt()),
                exam.getScore(),
                exam.getPassed());
    }

    private static CertificationFact earned(CertificationEarned earned) throws MalformedRecordException {
        return new CertificationFact.Earned(
                Checked.id("credentialId", earned.getCredentialId()),
                earned.getCertificationCode(),
                earned.getTitle(),
                Checked.day("earnedOn", earned.getEarnedOn()),
                Checked.dayOrNone("expiresOn", earned.getExpiresOn()));
    }

    private static CertificationFact renewed(CertificationRenewed renewed) throws MalformedRecordException {
        return new CertificationFact.Renewed(
                Checked.id("credentialId", renewed.getCredentialId()),
                Checked.day("expiresOn", renewed.getExpiresOn()));
    }

    private static CertificationFact revoked(CertificationRevoked revoked) throws MalformedRecordException {
        return new CertificationFact.Revoked(
                Checked.id("credentialId", revoked.getCredentialId()), revoked.getReason());
    }
}
