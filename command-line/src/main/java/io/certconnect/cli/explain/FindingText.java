package io.certconnect.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.certconnect.cli.explain.Finding.Place;
import io.certconnect.cli.wording.Fields;
import io.certconnect.cli.wording.MergeDecisions;
import io.certconnect.cli.wording.Remedies;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.Connected;
import io.certconnect.v1.MergeDecided;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A finding for people. */
final class FindingText {

    private final Fields out;

    FindingText(PrintWriter out) {
        this.out = new Fields(out);
    }

    void print(UUID request, Finding finding) {
        switch (finding) {
            case Finding.Decided decided -> print(decided);
            case Finding.Kept kept -> {
                out.line("Request " + request + " is not decided: its record is kept for a newer worker.");
                out.field("Why", kept.reason());
                out.field("Kept at", kept.keptAt().toString());
                out.field("Source", inWords(kept.source()));
                out.field(
                        "To succeed",
                        "Install the version that knows what the producer sends; it decides what was kept.");
            }
            case Finding.DeadLettered dead -> {
                out.line("Request " + request + " is not decided: its record became a dead letter.");
                out.field("Why", dead.reason() + ": " + dead.detail());
                out.field("When", dead.at().toString());
                Place source = dead.source();
                out.field("Source", source == null ? "not told" : inWords(source));
                out.field("Dead letter", inWords(dead.letter()));
                out.field("To succeed", "The publisher has to mend the record and send it again.");
            }
            case Finding.NotSeen notSeen -> {
                out.line("Request " + request + " was not seen (yet).");
                out.field(
                        "Looked at",
                        "decisions, kept records, "
                                + (notSeen.everywhere()
                                        ? "dead letters"
                                        : "some of the dead letters (--search-limit)"));
                out.field(
                        "What now",
                        "If it was sent, check the worker's lag: it may still be on its way. Of connection requests that"
                                + " is consumer group connector-worker, of merge requests merge-worker.");
            }
        }
        out.flush();
    }

    private void print(Finding.Decided decided) {
        out.line("Request " + decided.requestId() + " (" + decided.kind().toLowerCase(Locale.ROOT) + "): "
                + decided.outcome());
        if (decided.event() instanceof ConnectDecided event) {
            print(event);
        }
        if (decided.event() instanceof MergeDecided event) {
            MergeDecisions.print(event, out);
        }
        String rule = Rules.inWords(decided).map(words -> ": " + words).orElse("");
        out.field("Rule", decided.rule() + rule);
        out.field("Decided at", decided.decidedAt().toString());
        out.field("What it saw", facts(decided.facts()));
        out.field("Source", inWords(decided.source()));
        out.field("Event", decided.eventId() + ", sequence " + decided.sequence());
    }

    private void print(ConnectDecided event) {
        out.field("Learn profile", event.getLearnProfileId());
        Connected connected = event.getConnected();
        if (connected != null) {
            out.field(
                    "Connected to",
                    connected.getCertificationProfileId() + " since " + connected.getConnectedAt()
                            + (connected.getAlreadyConnected() ? ", before this request" : ""));
        }
        ConnectRejected rejected = event.getRejected();
        if (rejected != null) {
            out.field("Why", rejected.getDetail());
            out.field("To succeed", Remedies.inWords(rejected.getRemedy()));
            out.field("Again", Remedies.ofRetrying(rejected.getRetryable()));
        }
    }

    private static List<String> facts(JsonNode facts) {
        List<String> lines = new ArrayList<>();
        facts.properties().forEach(fact -> lines.add(inWords(fact.getKey()) + ": " + inWords(fact.getValue())));
        return lines.isEmpty() ? List.of("nothing") : lines;
    }

    /** {@code personalAccounts} reads as "personal accounts": a newer worker's facts are readable too. */
    private static String inWords(String name) {
        return name.replaceAll("(\\p{Lower})(\\p{Upper})", "$1 $2").toLowerCase(Locale.ROOT);
    }

    private static String inWords(JsonNode value) {
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        if (value.isArray()) {
            List<String> items = new ArrayList<>();
            value.forEach(item -> items.add(item.isValueNode() ? item.asText() : item.toString()));
            return items.isEmpty() ? "none" : String.join(", ", items);
        }
        if (value.isObject()) {
            List<String> fields = new ArrayList<>();
            value.properties().forEach(field -> fields.add(inWords(field.getKey()) + " " + inWords(field.getValue())));
            return fields.isEmpty() ? "nothing" : String.join(", ", fields);
        }
        return value.asText();
    }

    private static String inWords(Place place) {
        return place.topic() + ", partition " + place.partition() + ", offset " + place.offset();
    }
}
