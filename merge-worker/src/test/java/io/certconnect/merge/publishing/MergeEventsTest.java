package io.certconnect.merge.publishing;

import static io.certconnect.merge.Requests.ids;
import static io.certconnect.merge.Requests.merge;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.deciding.Stamp;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.merge.rules.MergeDecision;
import io.certconnect.merge.rules.MergeDecision.Merged;
import io.certconnect.merge.rules.MergeDecision.Previewed;
import io.certconnect.merge.rules.MergeDecision.Rejected;
import io.certconnect.merge.rules.MergeDecision.StoreCounts;
import io.certconnect.merge.rules.MergeDecision.Unmerged;
import io.certconnect.merge.rules.MergeRejection;
import io.certconnect.merge.rules.MergeRequest;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergePreviewed;
import io.certconnect.v1.MergeRejected;
import io.certconnect.v1.Remedy;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Tag("rules")
class MergeEventsTest {

    private static final MergeRequest REQUEST = merge("s", "a");
    private static final Stamp STAMP = new Stamp(UUID.randomUUID(), 9, Instant.parse("2026-03-01T10:00:00Z"));

    @Test
    void everyEventSaysWhatWasAskedAndWhenItWasDecided() {
        MergeDecided event = event(new Unmerged(null, ids("a")));

        assertThat(event.getEventId()).isEqualTo(STAMP.eventId());
        assertThat(event.getRequestId()).isEqualTo(REQUEST.requestId());
        assertThat(event.getSurvivorId()).isEqualTo("s");
        assertThat(event.getAbsorbedId()).isEqualTo("a");
        assertThat(event.getSequence()).isEqualTo(9);
        assertThat(event.getDecidedAt()).isEqualTo(STAMP.decidedAt());
        assertThat(event.getRequestedBy()).isEqualTo("agent-7");
        assertThat(event.getTicket()).isEqualTo("T-1001");
    }

    @Test
    void tellsAMerge() {
        MergeDecided event = event(new Merged(new LearnProfileId("l"), ids("a", "b"), true));

        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.MERGED);
        assertThat(event.getMerged()).isEqualTo(new io.certconnect.v1.Merged("l", List.of("a", "b"), true));
        assertThat(List.of("unmerged", "previewed", "rejected")).allMatch(field -> event.get(field) == null);
    }

    @Test
    void tellsAnUnmerge() {
        MergeDecided event = event(new Unmerged(null, ids("a", "b")));

        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.UNMERGED);
        assertThat(event.getUnmerged()).isEqualTo(new io.certconnect.v1.Unmerged(null, List.of("a", "b")));
        assertThat(List.of("merged", "previewed", "rejected")).allMatch(field -> event.get(field) == null);
    }

    @Test
    void tellsAPreview() {
        MergeDecided event = event(new Previewed(
                "plan", new LearnProfileId("l"), ids("a"), new StoreCounts(4, 2, 1), MergeRejection.BOTH_CONNECTED));

        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.PREVIEWED);
        assertThat(event.getPreviewed())
                .isEqualTo(new MergePreviewed(
                        "plan", "l", List.of("a"), 4, 2, 1, io.certconnect.v1.MergeRejection.BOTH_CONNECTED));
        assertThat(List.of("merged", "unmerged", "rejected")).allMatch(field -> event.get(field) == null);
    }

    @Test
    void aPreviewOfWhatWouldBeAcceptedNamesNoRejectionAndWhatWasNotCountedIsNothing() {
        MergeDecided event = event(new Previewed("plan", null, ids("a"), null, null));

        assertThat(event.getPreviewed()).isEqualTo(new MergePreviewed("plan", null, List.of("a"), 0, 0, 0, null));
    }

    @Test
    void tellsARejection() {
        MergeDecided event = event(new Rejected(MergeRejection.SURVIVOR_IS_ABSORBED, ids("r").getFirst(), "It is."));

        assertThat(event.getOutcome()).isEqualTo(MergeOutcome.REJECTED);
        assertThat(event.getRejected())
                .isEqualTo(new MergeRejected(
                        io.certconnect.v1.MergeRejection.SURVIVOR_IS_ABSORBED,
                        Remedy.MERGE_INTO_ROOT,
                        false,
                        "r",
                        "It is."));
        assertThat(List.of("merged", "unmerged", "previewed")).allMatch(field -> event.get(field) == null);
    }

    @ParameterizedTest
    @EnumSource(MergeRejection.class)
    void everyRejectionAndItsRemedyIsInTheContract(MergeRejection reason) {
        MergeRejected rejected = event(new Rejected(reason, null, "No.")).getRejected();

        assertThat(rejected.getReason().name()).isEqualTo(reason.name());
        assertThat(rejected.getRemedy().name()).isEqualTo(reason.remedy().name());
        assertThat(rejected.getRetryable()).isEqualTo(reason.retryable());
    }

    private static MergeDecided event(MergeDecision decision) {
        return MergeEvents.event(REQUEST, decision, STAMP);
    }
}
