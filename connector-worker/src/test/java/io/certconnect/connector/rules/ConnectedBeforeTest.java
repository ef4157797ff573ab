package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.LEARN_PROFILE_ALREADY_CONNECTED;
import static io.certconnect.connector.rules.Row.connected;
import static io.certconnect.connector.rules.Row.connectedAlready;
import static io.certconnect.connector.rules.Row.rejected;
import static io.certconnect.connector.rules.Row.row;
import static io.certconnect.connector.rules.Samples.LEARNER;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 3: a connected Learn profile stays with its certification profile, and gets no other. */
@Tag("rules")
class ConnectedBeforeTest {

    @ParameterizedTest
    @MethodSource({"named", "unnamed"})
    void judges(Row row) {
        row.holds();
    }

    private static SampleLedger connectedLedger() {
        return ledger().active("cert", "home")
                .absorbed("old", "old-home", "cert")
                .active("other", "elsewhere")
                .absorbed("other-old", "elsewhere-old", "other")
                .connected(LEARNER, "cert");
    }

    static Stream<Row> named() {
        SampleLedger ledger = connectedLedger();
        return Stream.of(
                row("its own", ledger, request().personal("home").naming("cert"), connectedAlready("cert")),
                row(
                        "one that its own absorbed",
                        ledger,
                        request().personal("home").naming("old"),
                        connectedAlready("cert")),
                row(
                        "its own, while an account leads elsewhere",
                        ledger,
                        request().personal("elsewhere").naming("cert"),
                        connectedAlready("cert")),
                row(
                        "another one",
                        ledger,
                        request().personal("home").naming("other"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")),
                row(
                        "one that another one absorbed",
                        ledger,
                        request().personal("elsewhere-old").naming("other-old"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")),
                row(
                        "its own, by a Learn profile that is not connected",
                        ledger().active("cert", "home").connected("somebody", "other"),
                        request().personal("home").naming("cert"),
                        connected("cert")));
    }

    static Stream<Row> unnamed() {
        SampleLedger ledger = connectedLedger();
        return Stream.of(
                row("its account", ledger, request().personal("home"), connectedAlready("cert")),
                row("an absorbed account", ledger, request().personal("old-home"), connectedAlready("cert")),
                row("both", ledger, request().personal("home", "old-home"), connectedAlready("cert")),
                row("an account that leads nowhere", ledger, request().personal("new"), connectedAlready("cert")),
                row(
                        "a work account that leads elsewhere",
                        ledger,
                        request().work("elsewhere"),
                        connectedAlready("cert")),
                row(
                        "a personal account that leads elsewhere",
                        ledger,
                        request().personal("elsewhere"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")),
                row(
                        "an account that leads elsewhere beside its own",
                        ledger,
                        request().personal("home", "elsewhere"),
                        rejected(LEARN_PROFILE_ALREADY_CONNECTED, "cert")));
    }
}
