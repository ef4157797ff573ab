package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.ACCOUNT_MISMATCH;
import static io.certconnect.connector.rules.ConnectRejection.ACCOUNT_NOT_PERSONAL;
import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_NOT_ACTIVE;
import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_UNKNOWN;
import static io.certconnect.connector.rules.ConnectRejection.INVALID_REQUEST;
import static io.certconnect.connector.rules.ConnectRejection.LEARN_PROFILE_ALREADY_CONNECTED;
import static io.certconnect.connector.rules.ConnectRejection.NO_PERSONAL_ACCOUNT;
import static io.certconnect.connector.rules.ConnectRejection.SEVERAL_CERTIFICATION_PROFILES;
import static io.certconnect.connector.rules.Row.connectedAlready;
import static io.certconnect.connector.rules.Row.rejected;
import static io.certconnect.connector.rules.Row.row;
import static io.certconnect.connector.rules.Samples.LEARNER;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Where two rules apply at once, the earlier one decides. */
@Tag("rules")
class PrecedenceTest {

    @ParameterizedTest
    @MethodSource({"invalidFirst", "unknownThen", "connectedThen", "alignmentThen", "withinAlignment", "statusThen"})
    void judges(Row row) {
        row.holds();
    }

    static Stream<Row> invalidFirst() {
        SampleLedger ledger = ledger().active("cert", "home").connected(LEARNER, "cert");
        return Stream.of(
                row(
                        "1 before 2: no accounts, unknown name",
                        ledger,
                        request().naming("nobody"),
                        rejected(INVALID_REQUEST)),
                row(
                        "1 before 3: blank account, connected",
                        ledger,
                        request().personal("home", " "),
                        rejected(INVALID_REQUEST)),
                row(
                        "1 before 4: blank account, none personal",
                        ledger().active("cert", "home"),
                        request().work(""),
                        rejected(INVALID_REQUEST)));
    }

    static Stream<Row> unknownThen() {
        SampleLedger ledger = ledger().active("cert", "home").connected(LEARNER, "cert");
        return Stream.of(
                row(
                        "2 before 3: unknown name, connected",
                        ledger,
                        request().personal("home").naming("nobody"),
                        rejected(CERTIFICATION_PROFILE_UNKNOWN, "nobody")),
                row(
                        "2 before 4: unknown name, no personal account",
                        ledger(),
                        request().work("job").naming("nobody"),
                        rejected(CERTIFICATION_PROFILE_UNKNOWN, "nobody")));
    }

    static Stream<Row> connectedThen() {
        SampleLedger ledger = ledger().closed("cert", "home")
                .active("other", "elsewhere")
                .held("third", "third-home")
                .connected(LEARNER, "cert")
                .connected("somebody", "other");
        return Stream.of(
                row("3 before 4: no personal account", ledger, request().work("job"), connectedAlready("cert")),
                row(
                        "3 before 4: named, other accounts",
                        ledger,
                        request().personal("new").naming("cert"),
                        connectedAlready("cert")),
                row(
                        "3 before 4: several candidates",
                        ledger,
                        request().personal("elsewhere", "third-home"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")),
                row(
                        "3 before 4: another one named, other accounts",
                        ledger,
                        request().personal("new").naming("other"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")),
                row("3 before 5: its own has closed", ledger, request().personal("home"), connectedAlready("cert")),
                row(
                        "3 before 5: another one, on hold",
                        ledger,
                        request().personal("third-home").naming("third"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")),
                row(
                        "3 before 6: another one, taken",
                        ledger,
                        request().personal("elsewhere").naming("other"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")));
    }

    static Stream<Row> alignmentThen() {
        SampleLedger ledger = ledger().closed("closed", "closed-home")
                .active("taken", "taken-home")
                .connected("somebody", "taken");
        return Stream.of(
                row(
                        "4 before 5: not theirs, closed",
                        ledger,
                        request().personal("new").naming("closed"),
                        rejected(ACCOUNT_MISMATCH, "closed")),
                row(
                        "4 before 5 and 6: one of several is closed, one taken",
                        ledger,
                        request().personal("closed-home", "taken-home"),
                        rejected(SEVERAL_CERTIFICATION_PROFILES)),
                row(
                        "4 before 6: not theirs, taken, which is none of their business",
                        ledger,
                        request().personal("new").naming("taken"),
                        rejected(ACCOUNT_MISMATCH, "taken")),
                row(
                        "4 before 6: work account, taken",
                        ledger,
                        request().work("taken-home").naming("taken"),
                        rejected(ACCOUNT_NOT_PERSONAL, "taken")));
    }

    static Stream<Row> withinAlignment() {
        SampleLedger ledger = ledger().active("cert", "home");
        return Stream.of(
                row(
                        "named: not personal before none personal",
                        ledger,
                        request().work("home").naming("cert"),
                        rejected(ACCOUNT_NOT_PERSONAL, "cert")),
                row(
                        "unnamed: none personal before not personal",
                        ledger,
                        request().work("home"),
                        rejected(NO_PERSONAL_ACCOUNT)));
    }

    static Stream<Row> statusThen() {
        SampleLedger ledger = ledger().held("cert", "home").connected("somebody", "cert");
        return Stream.of(row(
                "5 before 6: on hold, taken",
                ledger,
                request().personal("home"),
                rejected(CERTIFICATION_PROFILE_NOT_ACTIVE, "cert")));
    }

    @Test
    void numbersTheRulesAsTheContractDoes() {
        assertThat(ConnectRule.values()).extracting(ConnectRule::number).containsExactly(1, 2, 3, 4, 5, 6, 7);
    }
}
