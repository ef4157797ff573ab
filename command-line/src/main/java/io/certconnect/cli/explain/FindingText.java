package io.certconnect.cli.explain;

import com.fasterxml.jackson.databind.JsonNode;
import io.certconnect.cli.explain.Finding.Place;
import io.certconnect.cli.wording.ConnectRules;
import io.certconnect.cli.wording.Printable;
import io.certconnect.cli.wording.Remedies;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectRejected;
import io.certconnect.v1.Connected;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/** A finding for people. */
final class FindingText {

    private final PrintWriter out;

    FindingText(PrintWriter out) {
        this.out = out;
    }

    void print(UUID request, Finding finding) {
        switch (finding) {
            case Finding.Decided decided -> print(decided);
            case Finding.Kept kept -> {
                line("Request " + request + " is not decided: its record is kept for a newer worker.");
                field("Why", kept.reason());
                field("Kept at", kept.keptAt().toString());
                field("Source", inWords(kept.source()));
                field(
                        "To succeed",
                        "Install the version that knows what the producer sends; it decides what was kept.");
            }
            case Finding.DeadLettered dead -> {
                line("Request " + request + " is not decided: its record became a dead letter.");
                field("Why", dead.reason() + ": " + dead.detail());
                field("When", dead.at().toString());
                Place source = dead.source();
                field("Source", source == null ? "not told" : inWords(source));
                field("Dead letter", inWords(dead.letter()));
                field("To succeed", "The publisher has to mend the record and send it again.");
            }
            case Finding.NotSeen notSeen -> {
                line("Request " + request + " was not seen (yet).");
                field(
                        "Looked at",
                        "decisions, kept records, "
                                + (notSeen.everywhere()
                                        ? "dead letters"
                                        : "some of the dead letters (--search-limit)"));
                field(
                        "What now",
                        "If it was sent, check the worker's lag (consumer group connector-worker): it may still be on its"
                                + " way.");
            }
        }
        out.flush();
    }

    private void print(Finding.Decided decided) {
        line("Request " + decided.requestId() + " (" + decided.kind().toLowerCase(Locale.ROOT) + "): "
                + decided.outcome());
        if (decided.event() instanceof ConnectDecided event) {
            print(event);
        }
        String rule =
                ConnectRules.inWords(decided.rule()).map(words -> ": " + words).orElse("");
        field("Rule", decided.rule() + rule);
        field("Decided at", decided.decidedAt().toString());
        field("What it saw", facts(decided.facts()));
        field("Source", inWords(decided.source()));
        field("Event", decided.eventId() + ", sequence " + decided.sequence());
    }

    private void print(ConnectDecided event) {
        field("Learn profile", event.getLearnProfileId());
        Connected connected = event.getConnected();
        if (connected != null) {
            field(
                    "Connected to",
                    connected.getCertificationProfileId() + " since " + connected.getConnectedAt()
                            + (connected.getAlreadyConnected() ? ", before this request" : ""));
        }
        ConnectRejected rejected = event.getRejected();
        if (rejected != null) {
            field("Why", rejected.getDetail());
            field("To succeed", Remedies.inWords(rejected.getRemedy()));
            field("Again", Remedies.ofRetrying(rejected.getRetryable()));
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
        return value.isValueNode() ? value.asText() : value.toString();
    }

    private static String inWords(Place place) {
        return place.topic() + ", partition " + place.partition() + ", offset " + place.offset();
    }

    private void field(String name, String value) {
        field(name, List.of(value));
    }

    private void field(String name, List<String> values) {
        String label = name;
        for (String value : values) {
            line(String.format(Locale.ROOT, "  %-14s  %s", label, value));
            label = "";
        }
    }

    private void line(String text) {
        out.println(Printable.of(text));
    }
}
