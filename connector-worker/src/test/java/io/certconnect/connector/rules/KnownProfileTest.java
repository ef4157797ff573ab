package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_UNKNOWN;
import static io.certconnect.connector.rules.Row.connected;
import static io.certconnect.connector.rules.Row.rejected;
import static io.certconnect.connector.rules.Row.row;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 2: a certification profile that is named must be known. */
@Tag("rules")
class KnownProfileTest {

    @ParameterizedTest
    @MethodSource("table")
    void judges(Row row) {
        row.holds();
    }

    static Stream<Row> table() {
        SampleLedger ledger = ledger().active("cert", "home");
        return Stream.of(
                row(
                        "nobody has heard of it",
                        ledger,
                        request().personal("home").naming("nobody"),
                        rejected(CERTIFICATION_PROFILE_UNKNOWN, "nobody")),
                row(
                        "ids are never folded",
                        ledger,
                        request().personal("home").naming("CERT"),
                        rejected(CERTIFICATION_PROFILE_UNKNOWN, "CERT")),
                row("it is known", ledger, request().personal("home").naming("cert"), connected("cert")),
                row("none is named", ledger, request().personal("home"), connected("cert")));
    }
}
