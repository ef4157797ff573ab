package io.certconnect.stores.intake;

import io.certconnect.v1.CertificationRecorded;

/** What both stores ask of a certification record. */
abstract class RecordIntake extends CheckedIntake<CertificationRecorded> {

    RecordIntake() {
        super(CertificationRecorded.class, "certificationProfileId");
    }

    @Override
    final String keyOf(CertificationRecorded event) {
        return event.getCertificationProfileId();
    }

    static void check(CertificationRecorded event) throws MalformedRecordException {
        Checked.id("certificationProfileId", event.getCertificationProfileId());
        Checked.id("recordId", event.getRecordId());
        Checked.time("recordedAt", event.getRecordedAt());
    }
}
