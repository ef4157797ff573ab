package io.certconnect.merge.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.merge.rules.MergeAction;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.v1.MergeRequested;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Reading;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("rules")
class MergeIntakeTest {

    private static final UUID REQUEST = UUID.randomUUID();

    @ParameterizedTest
    @EnumSource(MergeAction.class)
    void readsEveryFieldOfEveryAction(MergeAction action) {
        MergeRequested requested = requested(io.certconnect.v1.MergeAction.valueOf(action.name()));

        assertThat(new MergeIntake().read("s", requested))
                .isEqualTo(new Reading.Readable<>(new MergeRequest(
                        REQUEST,
                        action,
                        new CertificationProfileId("s"),
                        new CertificationProfileId("a"),
                        "agent-7",
                        "T-1",
                        "why",
                        true,
                        "plan")));
    }

    @Test
    void keepsWhatANewerProducerAsksFor() {
        assertThat(new MergeIntake().read("s", requested(io.certconnect.v1.MergeAction.UNKNOWN)))
                .isInstanceOf(Reading.Kept.class);
    }

    @ParameterizedTest
    @EnumSource(io.certconnect.v1.MergeAction.class)
    void aKeyThatIsNotTheSurvivorIsDead(io.certconnect.v1.MergeAction action) {
        assertThat(new MergeIntake().read("a", requested(action)))
                .isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> assertThat(unreadable.reason())
                        .isEqualTo(DeadLetterReason.WRONG_KEY));
    }

    private static MergeRequested requested(io.certconnect.v1.MergeAction action) {
        return new MergeRequested(REQUEST, action, "s", "a", "agent-7", "T-1", "why", true, "plan", Instant.EPOCH);
    }
}
