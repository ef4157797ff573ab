package io.certconnect.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What no constraint can hold, the checks must see. */
@Tag("storage")
class InvariantsTest {

    private static FreshLedger ledger;

    @BeforeAll
    static void start() {
        ledger = new FreshLedger();
    }

    @AfterAll
    static void stop() {
        ledger.close();
    }

    @BeforeEach
    void know() {
        ledger.sql
                .sql("truncate ledger.certification_profile, ledger.connection")
                .update();
        ledger.know("a", "b", "c");
    }

    @Test
    void aForestAsItShouldBeIsFine() {
        place("a", "b", "c");
        place("b", "c", "c");

        assertThat(ledger.database.invariants().violations()).isEmpty();
    }

    @Test
    void aRootThatIsNotTheEndOfTheMergesIsSeen() {
        place("a", "b", "c");

        assertThat(ledger.database.invariants().violations())
                .singleElement()
                .asString()
                .contains("I2", "[a]");
    }

    @Test
    void aCircleIsSeen() {
        place("a", "b", "c");
        place("b", "a", "c");

        assertThat(ledger.database.invariants().violations())
                .singleElement()
                .asString()
                .contains("I2", "a", "b");
    }

    @Test
    void aConnectionOfNobodyIsSeen() {
        ledger.sql.sql("""
                set session_replication_role = replica;
                insert into ledger.connection values ('l', 'nobody', now(), gen_random_uuid());
                set session_replication_role = origin
                """).update();

        assertThat(ledger.database.invariants().violations())
                .singleElement()
                .asString()
                .contains("I2", "[nobody]");
    }

    private static void place(String profile, String survivor, String root) {
        ledger.sql
                .sql("update ledger.certification_profile set merged_into = :survivor, root_id = :root where id = :id")
                .param("survivor", survivor)
                .param("root", root)
                .param("id", profile)
                .update();
    }
}
