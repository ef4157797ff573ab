package io.certconnect.quickstart;

import io.certconnect.schemas.Topic;
import io.certconnect.v1.Account;
import io.certconnect.v1.AccountKind;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRequested;
import io.certconnect.v1.MergeAction;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeRequested;
import io.certconnect.v1.ProfileStatus;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the quickstart plays when a data folder is new, so that there is something to look at. */
final class Story {

    /** Grace's request, to be explained. */
    static final UUID GRACE_ASKS = UUID.fromString("00000000-0000-4000-8000-000000000002");

    private static final UUID ADA_ASKS = UUID.fromString("00000000-0000-4000-8000-000000000001");
    private static final UUID SUPPORT_PREVIEWS = UUID.fromString("00000000-0000-4000-8000-000000000003");
    private static final UUID SUPPORT_MERGES = UUID.fromString("00000000-0000-4000-8000-000000000004");
    private static final UUID GRACE_ASKS_AGAIN = UUID.fromString("00000000-0000-4000-8000-000000000005");
    private static final UUID EDSGER_ASKS = UUID.fromString("00000000-0000-4000-8000-000000000006");
    private static final UUID SUPPORT_MERGES_ADA = UUID.fromString("00000000-0000-4000-8000-000000000007");

    private final Stage stage;
    private final Progress progress;

    private Story(Stage stage, Progress progress) {
        this.stage = stage;
        this.progress = progress;
    }

    /** Plays, unless it was played to its end with these data. Playing it twice would do no harm: the ids are fixed. */
    static void playOnce(Quickstart quickstart, Path data, Progress progress) {
        Path played = data.resolve("story-played");
        if (Files.exists(played)) {
            progress.say("The story was played before; its decisions are in the topics and in the ledger");
            return;
        }
        try (Stage stage = new Stage(quickstart)) {
            new Story(stage, progress).play();
        }
        try {
            Files.writeString(played, Instant.now().toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void play() {
        progress.say("Exam registration tells of five certification profiles");
        register("cert-ada", "account-ada");
        register("cert-ada-2017", "account-ada-as-a-student");
        register("cert-grace-2019", "account-grace");
        register("cert-grace-2024", "account-grace");
        register("cert-edsger", "account-edsger");
        stage.awaitProfiles(5);

        progress.say("Ada asks to connect, with the account of her certification profile");
        ask(ADA_ASKS, "learner-ada", "account-ada", AccountKind.PERSONAL);
        progress.say("Her records come in, some of them under a profile of her student days");
        AdaRecords.sendTo(stage);
        progress.say("Her transcript shows what is hers so far");
        showAda(AdaRecords.ENTRIES_BEFORE, AdaRecords.BADGES_BEFORE);
        progress.say("Support merges the profile of her student days into hers");
        progress.say("  → " + inWords(merge(SUPPORT_MERGES_ADA, "cert-ada", "cert-ada-2017", false, null)));
        progress.say("Her transcript now");
        showAda(AdaRecords.ENTRIES_AFTER, AdaRecords.BADGES_AFTER);
        progress.say("Grace asks, but has two certification profiles");
        ask(GRACE_ASKS, "learner-grace", "account-grace", AccountKind.PERSONAL);
        progress.say("Support looks at what merging the older one into the newer one would do");
        MergeDecided preview = merge(SUPPORT_PREVIEWS, "cert-grace-2024", "cert-grace-2019", true, null);
        progress.say("  → " + inWords(preview));
        progress.say("Support merges, as previewed");
        progress.say("  → "
                + inWords(merge(
                        SUPPORT_MERGES,
                        "cert-grace-2024",
                        "cert-grace-2019",
                        false,
                        preview.getPreviewed().getPlanHash())));
        progress.say("Grace asks again");
        ask(GRACE_ASKS_AGAIN, "learner-grace", "account-grace", AccountKind.PERSONAL);
        progress.say("Edsger asks, signed in with his school's account only");
        ask(EDSGER_ASKS, "learner-edsger", "edsger-at-school", AccountKind.WORK_OR_SCHOOL);

        progress.say("Somebody sends a record that nobody can read");
        stage.sendBytes(Topic.CONNECT_REQUESTS, "learner-poison", "not Avro".getBytes(StandardCharsets.UTF_8));
        String reason = stage.awaitDeadLetter(Topic.CONNECT_REQUESTS, "learner-poison");
        progress.say("  → kept on " + Topic.CONNECT_REQUESTS.deadLetters() + ", reason " + reason);
    }

    private void register(String profile, String account) {
        stage.send(
                Topic.CERTIFICATION_PROFILES,
                profile,
                new CertificationProfileChanged(profile, account, ProfileStatus.ACTIVE, null, null, 1L, Instant.now()));
    }

    private void ask(UUID request, String learner, String account, AccountKind kind) {
        stage.send(
                Topic.CONNECT_REQUESTS,
                learner,
                new ConnectRequested(request, learner, List.of(new Account(account, kind)), null, Instant.now()));
        progress.say("  → " + inWords(stage.awaitDecision(request)));
    }

    private void showAda(int entries, int badges) {
        stage.awaitTranscript("learner-ada", entries).forEach(entry -> progress.say("  → " + Entries.inWords(entry)));
        stage.awaitBadges("learner-ada", badges).forEach(badge -> progress.say("  → " + Entries.inWords(badge)));
    }

    private MergeDecided merge(UUID request, String survivor, String absorbed, boolean dryRun, @Nullable String plan) {
        stage.send(
                Topic.MERGE_REQUESTS,
                survivor,
                new MergeRequested(
                        request,
                        MergeAction.MERGE,
                        survivor,
                        absorbed,
                        "support-agent-7",
                        "TICKET-1842",
                        "Same person, another account at the time",
                        dryRun,
                        plan,
                        Instant.now()));
        return stage.awaitMergeDecision(request);
    }

    private static String inWords(MergeDecided decided) {
        var previewed = decided.getPreviewed();
        if (previewed != null) {
            return "would bring along " + String.join(", ", previewed.getAbsorbedIds());
        }
        var merged = decided.getMerged();
        if (merged != null) {
            return "merged, with " + String.join(", ", merged.getAbsorbedIds());
        }
        var rejected = decided.getRejected();
        return "rejected, " + rejected.getReason() + ": " + rejected.getDetail();
    }

    private static String inWords(ConnectDecided decided) {
        var connected = decided.getConnected();
        if (connected != null) {
            return "connected to " + connected.getCertificationProfileId();
        }
        var rejected = decided.getRejected();
        return "rejected, " + rejected.getReason() + ": " + rejected.getDetail() + " Remedy: " + rejected.getRemedy();
    }
}
