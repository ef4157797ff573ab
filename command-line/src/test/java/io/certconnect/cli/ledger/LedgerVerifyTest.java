package io.certconnect.cli.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.cli.Program;
import io.certconnect.cli.Program.Result;
import io.certconnect.cli.TestLedger;
import io.certconnect.local.testing.TestServices;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("worker")
final class LedgerVerifyTest {

    private final TestLedger ledger = new TestLedger();

    @Test
    void saysThatALedgerIsWhole() {
        Result result = verify();

        assertThat(result.exitCode()).isZero();
        assertThat(result.lines()).containsExactly("The ledger is whole.");
        assertThat(verify("--json").out().strip()).isEqualTo("{\"whole\":true,\"violations\":[]}");
    }

    @Test
    void namesWhatDoesNotHoldAndWhere() throws SQLException {
        ledger.execute("""
                insert into ledger.certification_profile (id, status, version, updated_at, merged_into, root_id)
                values ('a', 'ACTIVE', 1, now(), null, 'a'), ('b', 'ACTIVE', 1, now(), 'a', 'elsewhere')
                """);

        Result result = verify();

        assertThat(result.exitCode()).isOne();
        assertThat(result.lines())
                .containsExactly("Does not hold: I2: the root of a profile is the end of its merges", "  b");
        assertThat(verify("--json").out().strip())
                .isEqualTo(
                        "{\"whole\":false,\"violations\":[{\"invariant\":\"I2: the root of a profile is the end of its merges\","
                                + "\"examples\":[\"b\"]}]}");
    }

    @Test
    void tellsWhereItIsOnStandardError() {
        assertThat(verify().err()).contains("I1: each request is decided once");
    }

    @Test
    void saysThatADatabaseHasNoLedger() {
        Result result = Program.run(
                "ledger",
                "verify",
                "--database",
                TestServices.freshDatabase(),
                "--db-user",
                TestServices.database().user(),
                "--db-password",
                TestServices.database().password());

        assertThat(result.exitCode()).isEqualTo(3);
        assertThat(result.err()).contains("has no ledger in it").doesNotContain("\tat ");
    }

    private Result verify(String... more) {
        List<String> options = new ArrayList<>(ledger.options());
        options.addAll(List.of(more));
        return Program.run(options, "ledger", "verify");
    }
}
