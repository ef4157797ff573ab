package io.certconnect.schemas;

import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.BadgeRevoked;
import io.certconnect.v1.CertificationEarned;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.CertificationRenewed;
import io.certconnect.v1.CertificationRevoked;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.ConnectRejection;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.Connected;
import io.certconnect.v1.ExamTaken;
import io.certconnect.v1.LearnActivityKind;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import io.certconnect.v1.MergePreviewed;
import io.certconnect.v1.MergeRejected;
import io.certconnect.v1.MergeRejection;
import io.certconnect.v1.MergeRequested;
import io.certconnect.v1.Merged;
import io.certconnect.v1.ProfileStatus;
import io.certconnect.v1.RecordKind;
import io.certconnect.v1.Remedy;
import io.certconnect.v1.Unmerged;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.avro.specific.SpecificRecord;

/** One record for every shape that the contract allows; the golden samples are made of them. */
public final class Samples {

    public static final UUID REQUEST = UUID.fromString("3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");
    public static final UUID EVENT = UUID.fromString("c2a1b0d9-1e2f-5a3b-8c4d-6e5f7a8b9c0d");
    public static final Instant AT = Instant.parse("2026-03-14T09:26:53.589Z");

    private Samples() {}

    public static ConnectRequested connectRequested() {
        return ConnectRequested.newBuilder()
                .setRequestId(REQUEST)
                .setLearnProfileId("learn-1")
                .setAccounts(List.of(
                        new Account("account-1", AccountKind.PERSONAL),
                        new Account("account-2", AccountKind.WORK_OR_SCHOOL)))
                .setRequestedAt(AT)
                .build();
    }

    /** All of them, each under the name of its golden sample. */
    public static Map<String, SpecificRecord> all() {
        Map<String, SpecificRecord> all = new LinkedHashMap<>();
        all.put("connect-requested", connectRequested());
        all.put(
                "connect-requested-named",
                ConnectRequested.newBuilder(connectRequested())
                        .setCertificationProfileId("cert-1")
                        .build());
        all.put("connect-decided-connected", connected());
        all.put("connect-decided-rejected", rejected());
        all.put("merge-requested-merge", mergeRequested(MergeAction.MERGE).build());
        all.put(
                "merge-requested-unmerge-dry-run",
                mergeRequested(MergeAction.UNMERGE)
                        .setDryRun(true)
                        .setPlanHash("9f86d081")
                        .build());
        merges(all);
        all.put("certification-profile-changed", profile().build());
        all.put(
                "certification-profile-changed-full",
                profile()
                        .setAccountId("account-1")
                        .setLegalName("Zoë Ångström")
                        .setEmail("zoe@example.org")
                        .build());
        records(all);
        all.put(
                "learn-activity-recorded",
                new LearnActivityRecorded(
                        "activity-1",
                        "learn-1",
                        LearnActivityKind.LEARNING_PATH,
                        "path-7",
                        "Event-driven design",
                        AT,
                        1L));
        return all;
    }

    private static ConnectDecided connected() {
        return ConnectDecided.newBuilder()
                .setEventId(EVENT)
                .setRequestId(REQUEST)
                .setLearnProfileId("learn-1")
                .setSequence(7)
                .setDecidedAt(AT)
                .setOutcome(ConnectOutcome.CONNECTED)
                .setConnected(new Connected("cert-1", AT, false))
                .build();
    }

    private static ConnectDecided rejected() {
        return ConnectDecided.newBuilder()
                .setEventId(EVENT)
                .setRequestId(REQUEST)
                .setLearnProfileId("learn-1")
                .setSequence(8)
                .setDecidedAt(AT)
                .setOutcome(ConnectOutcome.REJECTED)
                .setRejected(new ConnectRejected(
                        ConnectRejection.CERTIFICATION_PROFILE_TAKEN,
                        Remedy.CONTACT_SUPPORT,
                        false,
                        null,
                        "The certification profile is connected to another Learn profile."))
                .build();
    }

    private static MergeRequested.Builder mergeRequested(MergeAction action) {
        return MergeRequested.newBuilder()
                .setRequestId(REQUEST)
                .setAction(action)
                .setSurvivorId("cert-1")
                .setAbsorbedId("cert-2")
                .setRequestedBy("agent-7")
                .setTicket("T-1001")
                .setReason("Two profiles of one person")
                .setRequestedAt(AT);
    }

    private static MergeDecided.Builder mergeDecided(MergeOutcome outcome) {
        return MergeDecided.newBuilder()
                .setEventId(EVENT)
                .setRequestId(REQUEST)
                .setSurvivorId("cert-1")
                .setAbsorbedId("cert-2")
                .setSequence(9)
                .setDecidedAt(AT)
                .setRequestedBy("agent-7")
                .setTicket("T-1001")
                .setOutcome(outcome);
    }

    private static void merges(Map<String, SpecificRecord> all) {
        all.put(
                "merge-decided-merged",
                mergeDecided(MergeOutcome.MERGED)
                        .setMerged(new Merged("learn-1", List.of("cert-2", "cert-3"), false))
                        .build());
        all.put(
                "merge-decided-unmerged",
                mergeDecided(MergeOutcome.UNMERGED)
                        .setUnmerged(new Unmerged(null, List.of("cert-2")))
                        .build());
        all.put(
                "merge-decided-previewed",
                mergeDecided(MergeOutcome.PREVIEWED)
                        .setPreviewed(new MergePreviewed(
                                "9f86d081", "learn-1", List.of("cert-2"), 4, 2, 1, MergeRejection.BOTH_CONNECTED))
                        .build());
        all.put(
                "merge-decided-rejected",
                mergeDecided(MergeOutcome.REJECTED)
                        .setRejected(new MergeRejected(
                                MergeRejection.SURVIVOR_IS_ABSORBED,
                                Remedy.MERGE_INTO_ROOT,
                                false,
                                "cert-9",
                                "The survivor is itself merged into another profile."))
                        .build());
    }

    private static CertificationProfileChanged.Builder profile() {
        return CertificationProfileChanged.newBuilder()
                .setCertificationProfileId("cert-1")
                .setStatus(ProfileStatus.ACTIVE)
                .setVersion(3)
                .setUpdatedAt(AT);
    }

    private static CertificationRecorded.Builder recorded(RecordKind kind) {
        return CertificationRecorded.newBuilder()
                .setRecordId("record-1")
                .setCertificationProfileId("cert-1")
                .setVersion(1)
                .setRecordedAt(AT)
                .setKind(kind);
    }

    private static void records(Map<String, SpecificRecord> all) {
        LocalDate day = LocalDate.parse("2026-03-14");
        all.put(
                "certification-recorded-exam-taken",
                recorded(RecordKind.EXAM_TAKEN)
                        .setExamTaken(new ExamTaken("attempt-1", "EX-200", "Streaming", AT, 812, true))
                        .build());
        all.put(
                "certification-recorded-certification-earned",
                recorded(RecordKind.CERTIFICATION_EARNED)
                        .setCertificationEarned(
                                new CertificationEarned("credential-1", "CE-1", "Streaming", day, day.plusYears(1)))
                        .build());
        all.put(
                "certification-recorded-certification-renewed",
                recorded(RecordKind.CERTIFICATION_RENEWED)
                        .setCertificationRenewed(new CertificationRenewed("credential-1", day.plusYears(2)))
                        .build());
        all.put(
                "certification-recorded-certification-revoked",
                recorded(RecordKind.CERTIFICATION_REVOKED)
                        .setCertificationRevoked(new CertificationRevoked("credential-1", "Terms were broken"))
                        .build());
        all.put(
                "certification-recorded-badge-awarded",
                recorded(RecordKind.BADGE_AWARDED)
                        .setBadgeAwarded(new BadgeAwarded("badge-1", "ACH-1", "Streamer", AT, AT.plusSeconds(60), null))
                        .build());
        all.put(
                "certification-recorded-badge-revoked",
                recorded(RecordKind.BADGE_REVOKED)
                        .setBadgeRevoked(new BadgeRevoked("badge-1", "Issued in error"))
                        .build());
    }
}
