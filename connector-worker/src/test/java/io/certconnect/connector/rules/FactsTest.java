package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.Samples.LEARNER;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The audit trail of a decision: what was looked at, in a fixed order, small, and never who else is involved. */
@Tag("rules")
class FactsTest {

    @Test
    void holdEverythingThatAConnectionDependedOn() {
        SampleLedger ledger = ledger().active("cert", "home").absorbed("old", "old-home", "cert");

        Map<String, Object> facts =
                facts(request().personal("old-home", "new").work("job").naming("old"), ledger);

        assertThat(facts)
                .containsExactly(
                        entry("personalAccounts", 2),
                        entry("otherAccounts", 1),
                        entry("namedRoot", "cert"),
                        entry("candidateCount", 1),
                        entry("candidates", List.of("cert")),
                        entry("root", "cert"),
                        entry("status", "ACTIVE"),
                        entry("taken", false));
    }

    @Test
    void saysThatAProfileIsTakenAndNotByWhom() {
        SampleLedger ledger = ledger().active("cert", "home").connected("somebody", "cert");

        Map<String, Object> facts = facts(request().personal("home"), ledger);

        assertThat(facts).containsEntry("taken", true);
        assertThat(facts.toString()).doesNotContain("somebody");
    }

    @Test
    void showWhatALearnProfileIsConnectedTo() {
        SampleLedger ledger = ledger().active("cert", "home").connected(LEARNER, "cert");

        Map<String, Object> facts = facts(request().personal("home").naming("cert"), ledger);

        assertThat(facts)
                .containsExactly(
                        entry("personalAccounts", 1),
                        entry("otherAccounts", 0),
                        entry("namedRoot", "cert"),
                        entry("connectedTo", "cert"));
    }

    @Test
    void sortCandidatesAndCountThoseThatAreTooManyToList() {
        SampleLedger ledger = ledger();
        IntStream.range(0, 20).forEach(number -> ledger.active("cert-" + (99 - number), "shared"));

        Map<String, Object> facts = facts(request().personal("shared"), ledger);

        List<String> first16 =
                IntStream.range(80, 96).mapToObj(number -> "cert-" + number).toList();
        assertThat(facts).containsEntry("candidateCount", 20).containsEntry("candidates", first16);
    }

    @Test
    void ofAnInvalidRequestHoldNoIds() {
        Map<String, Object> facts = facts(request().personal(" ").naming("cert"), ledger().active("cert", "home"));

        assertThat(facts).containsExactly(entry("personalAccounts", 1), entry("otherAccounts", 0));
    }

    private static Map<String, Object> facts(Samples.Asking request, SampleLedger ledger) {
        return ConnectRules.decide(request.build(), ledger).facts().asMap();
    }
}
