package io.certconnect.stores.intake;

import io.certconnect.stores.Change;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.worker.Reading;

/** Reads what was learnt. */
final class ActivityIntake extends CheckedIntake<LearnActivityRecorded> {

    ActivityIntake() {
        super(LearnActivityRecorded.class, "learnProfileId");
    }

    @Override
    String keyOf(LearnActivityRecorded event) {
        return event.getLearnProfileId();
    }

    @Override
    Reading<Change> read(LearnActivityRecorded event) throws MalformedRecordException {
        if (event.getKind() == LearnActivityKind.UNKNOWN) {
            return new Reading.Kept<>("a Learn activity of an unknown kind");
        }
        return change(new Change.Learnt(
                Checked.id("learnProfileId", event.getLearnProfileId()),
                Checked.id("activityId", event.getActivityId()),
                event.getVersion(),
                event.getKind().name(),
                event.getCode(),
                event.getTitle(),
                Checked.time("completedAt", event.getCompletedAt())));
    }
}
