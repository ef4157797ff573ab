package io.certconnect.cli.profile;

import io.certconnect.cli.profile.ShownProfile.Connected;
import io.certconnect.cli.profile.ShownProfile.Decided;
import io.certconnect.cli.profile.ShownProfile.Member;
import io.certconnect.cli.wording.Fields;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A profile for people. */
final class ProfileText {

    /** Deeper ones are told by their level, not by more space. */
    private static final int DEEPEST_INDENT = 12;

    private final Fields out;

    ProfileText(Fields out) {
        this.out = out;
    }

    void print(ShownProfile profile) {
        out.line("Certification profile " + profile.id() + ": " + profile.status()
                + (profile.erased() ? ", erased" : ""));
        out.field("Account", profile.accountId() == null ? "none is known" : profile.accountId());
        out.field("Version", profile.version() + ", of " + profile.updatedAt());
        out.field("Merged into", profile.mergedInto() == null ? "nothing: it is a root" : profile.mergedInto());
        if (!profile.root().equals(profile.id())) {
            out.field("Root", profile.root());
        }
        Connected connection = profile.connection();
        out.field(
                "Learn profile",
                connection == null
                        ? "none is connected"
                        : connection.learnProfileId() + " since " + connection.since() + " (request "
                                + connection.requestId() + ")");
        out.field("Merges", profile.members() == 1 ? List.of("none") : tree(profile));
        out.field("Decisions", history(profile));
        out.flush();
    }

    /** Without recursion: a chain of merges may be thousands long. */
    private static List<String> tree(ShownProfile profile) {
        Map<String, List<Member>> under = new HashMap<>();
        for (Member member : profile.tree()) {
            under.computeIfAbsent(String.valueOf(member.mergedInto()), unused -> new ArrayList<>())
                    .add(member);
        }
        List<String> lines = new ArrayList<>();
        Deque<Place> next = new ArrayDeque<>();
        next.push(new Place(profile.tree().getFirst(), 0));
        while (!next.isEmpty()) {
            Place place = next.pop();
            lines.add(inWords(place, profile.id()));
            under.getOrDefault(place.member().id(), List.of())
                    .reversed()
                    .forEach(member -> next.push(new Place(member, place.level() + 1)));
        }
        addRest(profile, lines);
        return lines;
    }

    /** @param level how many merges it is away from the root */
    private record Place(Member member, int level) {}

    private static String inWords(Place place, String shown) {
        int level = place.level();
        String indent =
                "  ".repeat(Math.min(level, DEEPEST_INDENT)) + (level > DEEPEST_INDENT ? "(" + level + ") " : "");
        Member member = place.member();
        return indent
                + member.id()
                + (member.status().equals("ACTIVE") ? "" : "  " + member.status())
                + (member.id().equals(shown) ? "  <- this one" : "");
    }

    private static void addRest(ShownProfile profile, List<String> lines) {
        long more = profile.members() - lines.size();
        if (more <= 0) {
            return;
        }
        boolean isListed =
                profile.tree().stream().anyMatch(member -> member.id().equals(profile.id()));
        lines.add(String.format(Locale.ROOT, "… %,d more", more) + (isListed ? "" : ", this one among them"));
    }

    private static List<String> history(ShownProfile profile) {
        List<String> lines = new ArrayList<>();
        profile.history().forEach(decided -> lines.add(inWords(decided)));
        long more = profile.decisions() - lines.size();
        if (more > 0) {
            lines.add(String.format(Locale.ROOT, "… %,d more (--history)", more));
        }
        return lines.isEmpty() ? List.of("none") : lines;
    }

    private static String inWords(Decided decided) {
        String asked = decided.action() == null ? decided.kind() : decided.action();
        return decided.at() + "  " + asked.toLowerCase(Locale.ROOT)
                + (decided.other() == null ? "" : " with " + decided.other())
                + ": " + decided.outcome()
                + "  (request " + decided.requestId()
                + (decided.ticket() == null ? "" : ", ticket " + decided.ticket())
                + (decided.requestedBy() == null ? "" : ", by " + decided.requestedBy())
                + ")";
    }
}
