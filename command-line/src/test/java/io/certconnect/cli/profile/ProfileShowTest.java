package io.certconnect.cli.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.TestLedger;
import java.sql.SQLException;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class ProfileShowTest {

    private static final UUID CONNECT = UUID.fromString("3f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");
    private static final UUID MERGE = UUID.fromString("4f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");
    private static final UUID PREVIEW = UUID.fromString("5f0d2c5e-8a41-4c7b-9d1a-5b2e6f7a8c90");

    private static TestLedger ledger;

    @BeforeAll
    static void fill() throws SQLException {
        ledger = new TestLedger();
        profile("root", null, "root");
        profile("left", "root", "root");
        profile("left-1", "left", "root");
        profile("right", "root", "root");
        ledger.execute("update ledger.certification_profile set status = 'HELD' where id = 'right'");
        ledger.execute(
                "insert into ledger.connection values ('learn-1', 'root', '2026-03-14T09:26:53Z', '" + CONNECT + "')");
        decision(CONNECT, "CONNECT", 1, "root", null, "CONNECTED", "{}");
        decision(PREVIEW, "MERGE", 2, "root", "left", "PREVIEWED", """
                {"action": "MERGE", "dryRun": true, "requestedBy": "sam", "ticket": "T-1", "reason": "same"}""");
        decision(MERGE, "MERGE", 3, "root", "left", "MERGED", """
                {"action": "MERGE", "dryRun": false, "requestedBy": "sam", "ticket": "T-1", "reason": "same"}""");
        ledger.execute("""
                insert into ledger.certification_profile
                    (id, account_id, status, version, updated_at, merged_into, root_id)
                select 'chain-' || n, null, 'ACTIVE', 1, now(),
                    case when n > 0 then 'chain-' || (n - 1) end, 'chain-0'
                from generate_series(0, 4999) n
                """);
    }

    @Test
    void showsTheTreeTheConnectionAndTheDecisions() {
        Result result = show("left");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines())
                .containsExactly(
                        "Certification profile left: ACTIVE",
                        "  Account         account-left",
                        "  Version         7, of 2026-03-14T09:26:53Z",
                        "  Merged into     root",
                        "  Root            root",
                        "  Learn profile   learn-1 since 2026-03-14T09:26:53Z (request " + CONNECT + ")",
                        "  Merges          root",
                        "                    left  <- this one",
                        "                      left-1",
                        "                    right  HELD",
                        "  Decisions       2026-03-14T09:26:53Z  merge with root: MERGED  (request " + MERGE
                                + ", ticket T-1, by sam)",
                        "                  2026-03-14T09:26:53Z  preview of merge with root: PREVIEWED  (request "
                                + PREVIEW + ", ticket T-1, by sam)");
    }

    @Test
    void showsTheNewestDecisionsAndHowManyMoreThereAre() {
        assertThat(show("root", "--history", "1").out())
                .contains("merge with left: MERGED", "… 2 more (--history)")
                .doesNotContain("PREVIEWED", "CONNECTED");
    }

    @Test
    void tellsNobodysNameOrAddress() {
        for (String id : new String[] {"root", "left"}) {
            assertThat(show(id).out() + show(id, "--json").out()).doesNotContain("Zoe", "example.org");
        }
    }

    @Test
    void showsTheBeginningOfAChainOfThousands() {
        Result last = show("chain-4999");
        Result first = show("chain-0");

        assertThat(last.exitCode()).isZero();
        assertThat(last.out())
                .contains("Merged into     chain-4998", "Root            chain-0", "(199) chain-199")
                .contains("… 4,800 more, this one among them")
                .doesNotContain("chain-200\n");
        assertThat(first.out()).contains("chain-0  <- this one", "… 4,800 more\n");
    }

    @Test
    void showsAProfileThatIsAloneAndUnconnected() throws SQLException {
        profile("alone", null, "alone");

        assertThat(show("alone").lines())
                .contains(
                        "  Merged into     nothing: it is a root",
                        "  Learn profile   none is connected",
                        "  Merges          none",
                        "  Decisions       none");
    }

    @Test
    void saysThatAProfileIsNotKnown() {
        Result result = show("nobody");

        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("no certification profile nobody");
    }

    @Test
    void tellsProgramsTheSame() throws Exception {
        JsonNode json = new ObjectMapper().readTree(show("left", "--json").out());

        assertThat(json.get("rootId").textValue()).isEqualTo("root");
        assertThat(json.at("/connection/learnProfileId").textValue()).isEqualTo("learn-1");
        assertThat(json.get("members").intValue()).isEqualTo(4);
        assertThat(json.get("tree"))
                .extracting(member -> member.get("certificationProfileId").textValue())
                .containsExactlyInAnyOrder("root", "left", "right", "left-1");
        assertThat(json.at("/tree/0").has("mergedInto")).isFalse();
        assertThat(json.at("/history/0/requestedBy").textValue()).isEqualTo("sam");
        assertThat(json.at("/history/1/action").textValue()).isEqualTo("preview of MERGE");
    }

    private static Result show(String id, String... more) {
        String[] arguments = new String[more.length + 3];
        arguments[0] = "profile";
        arguments[1] = "show";
        arguments[2] = id;
        System.arraycopy(more, 0, arguments, 3, more.length);
        return Program.run(ledger.options(), arguments);
    }

    private static void profile(String id, String mergedInto, String root) throws SQLException {
        ledger.execute(
                String.format(Locale.ROOT, """
                insert into ledger.certification_profile
                    (id, account_id, status, legal_name, email, version, updated_at, merged_into, root_id)
                values ('%s', 'account-%s', 'ACTIVE', 'Zoe', 'zoe@example.org', 7, '2026-03-14T09:26:53Z', %s, '%s')
                """, id, id, mergedInto == null ? "null" : "'" + mergedInto + "'", root));
    }

    private static void decision(
            UUID request, String kind, long sequence, String profile, String other, String outcome, String facts)
            throws SQLException {
        ledger.execute(String.format(
                Locale.ROOT,
                """
                insert into ledger.decision (request_id, kind, payload_hash, source_topic, source_partition,
                    source_offset, sequence, event_id, event_key, event, certification_profile_id, other_profile_id,
                    outcome, rule, facts, decided_at)
                values ('%s', '%s', '', 'a.topic', 0, 0, %d, '%s', 'key', '', '%s', %s, '%s', '%s', '%s',
                    '2026-03-14T09:26:53Z')
                """,
                request,
                kind,
                sequence,
                request,
                profile,
                other == null ? "null" : "'" + other + "'",
                outcome,
                kind,
                facts));
    }
}
