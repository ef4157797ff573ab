package io.certconnect.cli.explain;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.cli.MergeEvents;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.cli.TestLedger;
import io.certconnect.schemas.Topic;
import io.certconnect.v1.MergeDecided;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class ExplainMergeTest {

    private static TestLedger ledger;

    @BeforeAll
    static void prepare() {
        ledger = new TestLedger();
    }

    @Test
    void tellsWhyAMergeWasRejectedWhoAskedAndWhatHelps() throws Exception {
        UUID request = UUID.randomUUID();
        store(MergeEvents.rejected(request, "cert-1", "cert-2"), "ABSORBED_IS_CONNECTED", "CONNECTION_SURVIVES", """
                {"action": "MERGE", "dryRun": false, "absorbed": {"id": "cert-2", "known": true, "root": "cert-2"},
                 "underAbsorbed": ["cert-2"]}""");

        Result result = explain(request);
        JsonNode json = new ObjectMapper().readTree(explain(request, "--json").out());

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .contains(
                        "Request " + request + " (merge): ABSORBED_IS_CONNECTED",
                        "  Survivor        cert-1",
                        "  Absorbed        cert-2",
                        "  Asked by        sam, ticket T-1",
                        "  Why             Only the absorbed one is connected.",
                        "  To succeed      Merge the other way round: the connected profile must be the survivor.",
                        "  Again           Sending the same again will not help.",
                        "  Rule            CONNECTION_SURVIVES: A connected profile cannot be absorbed.");
        assertThat(result.out()).contains("absorbed: id cert-2, root cert-2, known yes", "under absorbed: cert-2");
        assertThat(json.get("ruleInWords").textValue()).isEqualTo("A connected profile cannot be absorbed.");
        assertThat(json.get("remedyInWords").textValue()).startsWith("Merge the other way round");
    }

    @Test
    void listsOnlyTheFirstOfManyProfilesThatCameAlong() throws Exception {
        UUID request = UUID.randomUUID();
        store(MergeEvents.merged(request, "cert-1", "cert-2", 23), "MERGED", "MERGE", "{}");

        assertThat(explain(request).out())
                .contains(
                        "Came along      cert-2", "cert-2-19", "… 3 more", "MERGE: Nothing speaks against it: merged.")
                .doesNotContain("cert-2-20");
    }

    private static Result explain(UUID request, String... more) {
        List<String> options = new ArrayList<>(ledger.options());
        options.addAll(Services.options());
        options.addAll(List.of(more));
        return Program.run(options, "explain", request.toString());
    }

    private static void store(MergeDecided event, String outcome, String rule, String facts) throws Exception {
        try (Connection connection = ledger.connect();
                PreparedStatement insert = connection.prepareStatement("""
                        insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                            source_offset, sequence, event_id, event_key, event, outcome, rule, facts, decided_at)
                        values (?, 'MERGE', '', 'merge.requests.v1', 3, 42, 7, ?, 'cert-1', ?, ?, ?, ?::jsonb, now())
                        """)) {
            insert.setObject(1, event.getRequestId());
            insert.setObject(2, event.getEventId());
            insert.setBytes(
                    3, Services.event(Topic.MERGE_EVENTS, "cert-1", event).value());
            insert.setString(4, outcome);
            insert.setString(5, rule);
            insert.setString(6, facts);
            insert.executeUpdate();
        }
    }
}
