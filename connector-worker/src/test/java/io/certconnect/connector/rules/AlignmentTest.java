package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.ACCOUNT_MISMATCH;
import static io.certconnect.connector.rules.ConnectRejection.ACCOUNT_NOT_PERSONAL;
import static io.certconnect.connector.rules.ConnectRejection.NO_PERSONAL_ACCOUNT;
import static io.certconnect.connector.rules.ConnectRejection.SEVERAL_CERTIFICATION_PROFILES;
import static io.certconnect.connector.rules.Row.connected;
import static io.certconnect.connector.rules.Row.rejected;
import static io.certconnect.connector.rules.Row.row;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 4: the accounts must lead to the certification profile that was named, or to exactly one if none was. */
@Tag("rules")
class AlignmentTest {

    @ParameterizedTest
    @MethodSource({"named", "unnamed"})
    void judges(Row row) {
        row.holds();
    }

    /** "older" into "old" into "cert"; "other" is another person's; "bare" has no account. */
    private static SampleLedger people() {
        return ledger().active("cert", "home")
                .absorbed("old", "old-home", "cert")
                .absorbed("older", "older-home", "old", "cert")
                .active("other", "elsewhere")
                .active("bare", null);
    }

    static Stream<Row> named() {
        SampleLedger ledger = people();
        return Stream.of(
                row("its account", ledger, request().personal("home").naming("cert"), connected("cert")),
                row(
                        "beside others",
                        ledger,
                        request().personal("new", "home").work("job").naming("cert"),
                        connected("cert")),
                row(
                        "an account it absorbed",
                        ledger,
                        request().personal("old-home").naming("cert"),
                        connected("cert")),
                row("absorbed twice", ledger, request().personal("older-home").naming("cert"), connected("cert")),
                row(
                        "the root's, naming an absorbed one",
                        ledger,
                        request().personal("home").naming("older"),
                        connected("cert")),
                row(
                        "an absorbed one's, naming another",
                        ledger,
                        request().personal("old-home").naming("older"),
                        connected("cert")),
                row(
                        "beside somebody else's account: the name decides",
                        ledger,
                        request().personal("home", "elsewhere").naming("cert"),
                        connected("cert")),
                row(
                        "under both kinds",
                        ledger,
                        request().work("home").personal("home").naming("cert"),
                        connected("cert")),
                row(
                        "under both kinds, turned",
                        ledger,
                        request().personal("home").work("home").naming("cert"),
                        connected("cert")),
                row(
                        "as a work account only",
                        ledger,
                        request().work("home").naming("cert"),
                        rejected(ACCOUNT_NOT_PERSONAL, "cert")),
                row(
                        "as a work account, beside a personal one",
                        ledger,
                        request().work("home").personal("new").naming("cert"),
                        rejected(ACCOUNT_NOT_PERSONAL, "cert")),
                row(
                        "an absorbed one's as a work account",
                        ledger,
                        request().work("older-home").naming("cert"),
                        rejected(ACCOUNT_NOT_PERSONAL, "cert")),
                row(
                        "work accounts that are not its own",
                        ledger,
                        request().work("job", "elsewhere").naming("cert"),
                        rejected(NO_PERSONAL_ACCOUNT, "cert")),
                row(
                        "an account of somebody else",
                        ledger,
                        request().personal("elsewhere").naming("cert"),
                        rejected(ACCOUNT_MISMATCH, "cert")),
                row(
                        "an account that leads nowhere, naming an absorbed one: the root stays unsaid",
                        ledger,
                        request().personal("new").naming("old"),
                        rejected(ACCOUNT_MISMATCH, "old")),
                row(
                        "one without an account",
                        ledger,
                        request().personal("home").naming("bare"),
                        rejected(ACCOUNT_MISMATCH, "bare")));
    }

    static Stream<Row> unnamed() {
        SampleLedger ledger = people();
        SampleLedger sharing = ledger().active("cert", "home").active("twin", "home");
        return Stream.of(
                row("one account, one profile", ledger, request().personal("home"), connected("cert")),
                row("an absorbed one's account", ledger, request().personal("older-home"), connected("cert")),
                row("several accounts, one root", ledger, request().personal("home", "old-home"), connected("cert")),
                row("the same account twice", ledger, request().personal("home", "home"), connected("cert")),
                row("beside one that leads nowhere", ledger, request().personal("new", "home"), connected("cert")),
                row("under both kinds", ledger, request().work("home").personal("home"), connected("cert")),
                row(
                        "a work account of somebody else",
                        ledger,
                        request().personal("home").work("elsewhere"),
                        connected("cert")),
                row("work accounts only", ledger, request().work("job"), rejected(NO_PERSONAL_ACCOUNT)),
                row("its account, for work only", ledger, request().work("home"), rejected(NO_PERSONAL_ACCOUNT)),
                row(
                        "its account for work, and a personal one that leads nowhere",
                        ledger,
                        request().work("home").personal("new"),
                        rejected(ACCOUNT_NOT_PERSONAL)),
                row("accounts lead nowhere", ledger, request().personal("new").work("job"), rejected(ACCOUNT_MISMATCH)),
                row("ids are never folded", ledger, request().personal("Home"), rejected(ACCOUNT_MISMATCH)),
                row(
                        "two accounts, two profiles",
                        ledger,
                        request().personal("home", "elsewhere"),
                        rejected(SEVERAL_CERTIFICATION_PROFILES)),
                row(
                        "one account, two profiles",
                        sharing,
                        request().personal("home"),
                        rejected(SEVERAL_CERTIFICATION_PROFILES)),
                row(
                        "one account, two profiles, one named",
                        sharing,
                        request().personal("home").naming("twin"),
                        connected("twin")));
    }
}
