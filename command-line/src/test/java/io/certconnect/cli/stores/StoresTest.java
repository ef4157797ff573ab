package io.certconnect.cli.stores;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.certconnect.cli.MergeEvents;
import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.Services;
import io.certconnect.cli.terminal.Confirmation;
import io.certconnect.cli.terminal.Progress;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.Topic;
import io.certconnect.stores.Store;
import io.certconnect.stores.rebuild.Rebuild;
import io.certconnect.stores.rebuild.StoreTopics;
import java.io.ByteArrayInputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@Tag("worker")
final class StoresTest {

    private static final String STRAY = "'nobody', 'stray', 1, 0, now(), 'AWARDED', 'b', 'a', 't', now()";

    private static TestStores stores;

    @BeforeAll
    static void fill() throws Exception {
        Program.run(Services.options(), "send", "record", "--file", "../examples/records.jsonl");
        Program.run(Services.options(), "send", "activity", "--file", "../examples/activity.jsonl");
        Services.send(Services.event(
                Topic.MERGE_EVENTS, "stores-1", MergeEvents.merged(UUID.randomUUID(), "stores-1", "stores-2", 1)));
        stores = new TestStores();
        stores.fill(Store.TRANSCRIPT);
        stores.fill(Store.BADGE);
        stores.agreeWithLedger();
    }

    @AfterEach
    void mend() throws SQLException {
        stores.execute("delete from badge.badge_record where record_id = 'stray'");
    }

    @Test
    void rebuildsAStoreAndTellsWhatIsInIt() throws SQLException {
        long records = stores.count("transcript.certification_record");

        Result result = run("rebuild", "transcript", "--yes");

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines().getFirst())
                .matches("The transcript store was rebuilt in \\d+\\.\\d s\\. Its worker waited for \\d+ ms.*");
        assertThat(result.lines()).hasSize(6).contains("  certification_record %,12d rows".formatted(records));
        assertThat(result.err().lines()).contains("Reading the topics", "Comparing", "Swapping");
        assertThat(records)
                .isEqualTo(stores.count("transcript.certification_record"))
                .isPositive();
        assertNothingIsLeft();
    }

    @Test
    void refusesToReplaceAStoreByAnotherAndNamesTheWayOut() throws SQLException {
        addStray();

        Result result = rebuildSaying("yes\n");

        assertThat(result.err()).contains("Rebuild the badge store", "[y/N]");
        assertThat(result.exitCode()).as(result.err()).isEqualTo(1);
        assertThat(result.lines().get(0)).contains("The badge store is as it was");
        assertThat(result.lines().get(1))
                .startsWith("  badge.badge_record: 1 row only in the store, such as (nobody,stray,");
        assertThat(result.out())
                .contains("certconnect stores verify badge", "certconnect stores rebuild badge --accept-differences");
        assertThat(stray()).isOne();
        assertNothingIsLeft();
    }

    @Test
    void replacesAWrongStoreIfToldTo() throws SQLException {
        addStray();

        Result result = run("rebuild", "badge", "--accept-differences", "--yes");

        assertThat(result.exitCode()).isZero();
        assertThat(result.out()).contains("was rebuilt", "was not the same:", "badge.badge_record: 1 row only");
        assertThat(stray()).isZero();
    }

    @Test
    void doesNothingWithoutAYes() throws SQLException {
        addStray();

        Result silent = run("rebuild", "badge", "--accept-differences");
        Result no = rebuildSaying("no\n", "--accept-differences");

        assertThat(silent.exitCode()).isEqualTo(2);
        assertThat(silent.err()).contains("no terminal", "--yes");
        assertThat(no.exitCode()).isEqualTo(1);
        assertThat(no.err()).contains("whatever the differences? [y/N]", "Nothing was done.");
        assertThat(stray()).isOne();
    }

    @Test
    void leavesNothingBehindWhenStopped() throws SQLException {
        AtomicInteger asked = new AtomicInteger();
        Progress shown = new Progress(new PrintWriter(new StringWriter()), false, System::nanoTime);
        Steps steps = new Steps(shown, () -> asked.incrementAndGet() > 3);
        StoreTopics topics = new StoreTopics(TestStores::consumer, Services.registry());
        Rebuild rebuild = new Rebuild(stores.login(), topics, steps);

        assertThatThrownBy(() -> rebuild.run(Store.BADGE, false)).isInstanceOf(Steps.StoppedException.class);

        assertNothingIsLeft();
    }

    @Test
    void findsThatBothStoresAreRight() {
        Result result = run("verify");

        assertThat(result.lines())
                .contains("The transcript store is right.", "The badge store is right.")
                .hasSize(11);
        assertThat(result.exitCode()).isZero();
    }

    @Test
    void tellsProgramsWhatDiffersFromTopicsAndLedgerAndHowFarBehindAStoreIs() throws Exception {
        addStray();
        sendMerge("late-1", "late-2");
        stores.execute("""
                set session_replication_role = replica;
                insert into ledger.certification_profile (id, status, version, updated_at, merged_into, root_id)
                values ('late-2', 'ACTIVE', 1, now(), 'late-1', 'late-1')
                """);

        Result result = run("verify", "badge", "--wait", "0s", "--json");
        stores.fill(Store.TRANSCRIPT);
        stores.fill(Store.BADGE);

        JsonNode report = new ObjectMapper().readTree(result.out());
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(report.get("store").asText()).isEqualTo("badge");
        assertThat(report.get("agrees").asBoolean()).isFalse();
        assertThat(report.at("/rows/connection").asLong()).isEqualTo(stores.count("badge.connection"));
        assertThat(report.at("/toTopics/0/where").asText()).isEqualTo("only in the store");
        assertThat(report.at("/toLedger/0/example").asText()).isEqualTo("(late-2,late-1)");
        assertThat(report.get("behind").asLong()).isOne();
        assertThat(report.get("lost")).isEmpty();
    }

    @Test
    void saysWhatIsMissingInTheDatabaseAndWhoMayNot() throws SQLException {
        String empty = TestServices.freshDatabase();
        stores.execute("""
                do $$ begin
                    if not exists (select from pg_roles where rolname = 'stranger') then
                        create role stranger login password 'stranger';
                    end if;
                end $$
                """);

        Result noStore = run("rebuild", "badge", "--yes", "--database", empty);
        Result stranger = run("verify", "badge", "--db-user", "stranger", "--db-password", "stranger");

        assertThat(noStore.exitCode()).isEqualTo(3);
        assertThat(noStore.err()).contains("The store badge is not in the database.", "records-worker");
        assertThat(stranger.exitCode()).isEqualTo(3);
        assertThat(stranger.err()).contains("does not let stranger", "certconnect_badge", "grant", "--db-user");
    }

    @Test
    void saysThatTheDatabaseOrTheRegistryIsAway() {
        Result database = run("verify", "badge", "--database", "jdbc:postgresql://localhost:1/nowhere");
        Result registry = run("verify", "badge", "--registry", "http://localhost:1");

        assertThat(database.exitCode()).isEqualTo(3);
        assertThat(database.err()).contains("localhost:1/nowhere (--database) cannot be reached");
        assertThat(registry.exitCode()).isEqualTo(3);
        assertThat(registry.err()).contains("The schema registry at http://localhost:1 (--registry) does not answer");
    }

    private static void sendMerge(String survivor, String absorbed) throws Exception {
        Services.send(Services.event(
                Topic.MERGE_EVENTS, survivor, MergeEvents.merged(UUID.randomUUID(), survivor, absorbed, 1)));
    }

    private static void assertNothingIsLeft() throws SQLException {
        assertThat(stores.count("pg_namespace where nspname ~ '^(transcript|badge)_'"))
                .isZero();
    }

    private static void addStray() throws SQLException {
        stores.execute("""
                insert into badge.badge_record (certification_profile_id, record_id, version, fingerprint, recorded_at,
                    kind, badge_id, achievement_code, title, awarded_at)
                values (%s)
                """.formatted(STRAY));
    }

    private static long stray() throws SQLException {
        return stores.count("badge.badge_record where record_id = 'stray'");
    }

    /** With the options that point the program here, but for those that are given. */
    private static Result run(String... arguments) {
        List<String> all = new ArrayList<>(List.of("stores"));
        all.addAll(List.of(arguments));
        List<String> options = stores.options();
        for (int i = 0; i < options.size(); i += 2) {
            if (!all.contains(options.get(i))) {
                all.addAll(options.subList(i, i + 2));
            }
        }
        return Program.run(all.toArray(String[]::new));
    }

    /** With somebody else at the terminal than whoever runs the tests. */
    private static Result rebuildSaying(String answer, String... more) {
        Confirmation confirmation =
                new Confirmation(() -> true, new ByteArrayInputStream(answer.getBytes(StandardCharsets.UTF_8)));
        List<String> arguments = new ArrayList<>(List.of("badge"));
        arguments.addAll(List.of(more));
        arguments.addAll(stores.options());
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = new CommandLine(new StoresRebuildCommand(confirmation))
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments.toArray(String[]::new));
        return new Result(exitCode, out.toString(), err.toString());
    }
}
