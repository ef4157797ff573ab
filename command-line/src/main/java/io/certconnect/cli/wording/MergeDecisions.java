package io.certconnect.cli.wording;

import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergePreviewed;
import io.certconnect.v1.MergeRejected;
import io.certconnect.v1.MergeRejection;
import io.certconnect.v1.Merged;
import io.certconnect.v1.Unmerged;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Decisions on merging, as one tells them to a support agent. */
public final class MergeDecisions {

    /** A tree may hold thousands of profiles; JSON has them all. */
    private static final int LISTED = 20;

    private MergeDecisions() {}

    /** Whether it was done; of a preview, whether it would be. */
    public static boolean isYes(MergeDecided event) {
        MergePreviewed previewed = event.getPreviewed();
        return previewed != null
                ? previewed.getWouldBe() == null
                : event.getMerged() != null || event.getUnmerged() != null;
    }

    /** The outcome in a few words, without the profiles that the request named. */
    public static String outcome(MergeDecided event) {
        Merged merged = event.getMerged();
        if (merged != null) {
            return "MERGED" + (merged.getAlreadyMerged() ? " already" : "");
        }
        MergePreviewed previewed = event.getPreviewed();
        if (previewed != null) {
            MergeRejection wouldBe = previewed.getWouldBe();
            return "PREVIEWED, would be " + (wouldBe == null ? "accepted" : "rejected: " + wouldBe);
        }
        MergeRejected rejected = event.getRejected();
        if (rejected != null) {
            return "REJECTED " + rejected.getReason();
        }
        return event.getUnmerged() != null
                ? "UNMERGED"
                : event.getOutcome() + ", an outcome that this version of the program does not know";
    }

    /** All on one line. */
    public static String inWords(MergeDecided event) {
        return Printable.of(event.getDecidedAt() + "  survivor " + event.getSurvivorId() + ", absorbed "
                + event.getAbsorbedId() + "  " + outcome(event) + more(event) + "  (request " + event.getRequestId()
                + ", ticket " + event.getTicket() + ", by " + event.getRequestedBy() + ")");
    }

    private static String more(MergeDecided event) {
        MergeRejected rejected = event.getRejected();
        if (rejected != null) {
            return ": " + rejected.getDetail() + " " + Remedies.inWords(rejected.getRemedy())
                    + (rejected.getRetryable() ? " " + Remedies.ofRetrying(true) : "");
        }
        int moved = moved(event).size();
        return moved > 1 ? ", " + moved + " profiles" : "";
    }

    /** What the decision says beyond its outcome, field by field. */
    public static void print(MergeDecided event, Fields out) {
        out.field("Survivor", event.getSurvivorId());
        out.field("Absorbed", event.getAbsorbedId());
        out.field("Asked by", event.getRequestedBy() + ", ticket " + event.getTicket());
        Merged merged = event.getMerged();
        if (merged != null) {
            out.field("Came along", listed(merged.getAbsorbedIds()));
            out.field("Learn profile", learnProfile(merged.getLearnProfileId()));
        }
        Unmerged unmerged = event.getUnmerged();
        if (unmerged != null) {
            out.field("Released", listed(unmerged.getReleasedIds()));
            out.field("Learn profile", learnProfile(unmerged.getLearnProfileId()) + " (the survivor's)");
        }
        MergePreviewed previewed = event.getPreviewed();
        if (previewed != null) {
            print(previewed, out);
        }
        MergeRejected rejected = event.getRejected();
        if (rejected != null) {
            print(rejected, out);
        }
    }

    private static void print(MergePreviewed previewed, Fields out) {
        out.field("Would move", listed(previewed.getAbsorbedIds()));
        out.field("Learn profile", learnProfile(previewed.getLearnProfileId()));
        out.field("Records", records(previewed));
        MergeRejection wouldBe = previewed.getWouldBe();
        if (wouldBe != null) {
            out.field("Why not", MergeRejections.inWords(wouldBe));
        }
        out.field("Plan", previewed.getPlanHash());
    }

    /** Of stores that were not asked the event says 0, as of profiles without records; only the facts tell them apart. */
    private static String records(MergePreviewed previewed) {
        if (previewed.getTranscriptEntries() == 0 && previewed.getBadges() == 0 && previewed.getDuplicates() == 0) {
            return "none, or not counted (explain tells)";
        }
        return previewed.getTranscriptEntries() + " transcript entries, " + previewed.getBadges() + " badges; "
                + previewed.getDuplicates() + " of them the survivor has as well";
    }

    private static void print(MergeRejected rejected, Fields out) {
        String root = rejected.getRootId();
        if (root != null) {
            out.field("Root", root);
        }
        out.field("Why", rejected.getDetail());
        out.field("To succeed", Remedies.inWords(rejected.getRemedy()));
        out.field("Again", Remedies.ofRetrying(rejected.getRetryable()));
    }

    private static List<String> moved(MergeDecided event) {
        if (event.getMerged() != null) {
            return event.getMerged().getAbsorbedIds();
        }
        if (event.getUnmerged() != null) {
            return event.getUnmerged().getReleasedIds();
        }
        return event.getPreviewed() == null ? List.of() : event.getPreviewed().getAbsorbedIds();
    }

    private static List<String> listed(List<String> ids) {
        if (ids.isEmpty()) {
            return List.of("nothing");
        }
        List<String> lines = new ArrayList<>(ids.subList(0, Math.min(ids.size(), LISTED)));
        if (ids.size() > LISTED) {
            lines.add("… " + (ids.size() - LISTED) + " more");
        }
        return lines;
    }

    private static String learnProfile(@Nullable String id) {
        return id == null ? "none is connected" : id;
    }
}
