package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.INVALID_REQUEST;
import static io.certconnect.connector.rules.Row.connected;
import static io.certconnect.connector.rules.Row.rejected;
import static io.certconnect.connector.rules.Row.row;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.ledger.LearnProfileId;
import java.util.Collections;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rule 1: a blank or over-long id, no accounts at all, or more than 16, is an invalid request. */
@Tag("rules")
class ValidRequestTest {

    private static final String LONGEST = "x".repeat(128);
    private static final String TOO_LONG = "x".repeat(129);
    /** One character that Java counts as two. */
    private static final String WIDE = "\uD83C\uDF93";

    @ParameterizedTest
    @MethodSource("table")
    void judges(Row row) {
        row.holds();
    }

    static Stream<Row> table() {
        SampleLedger ledger = ledger().active("cert", "home")
                .active(LONGEST, "its-home")
                .active("wide", WIDE.repeat(128))
                .active("padded", " home ");
        return Stream.of(
                row("no accounts", ledger, request(), rejected(INVALID_REQUEST)),
                row("no accounts, but a name", ledger, request().naming("cert"), rejected(INVALID_REQUEST)),
                row("16 accounts", ledger, request().personal(repeated("home", 16)), connected("cert")),
                row("17 accounts", ledger, request().personal(repeated("home", 17)), rejected(INVALID_REQUEST)),
                row("empty Learn profile", ledger, request().from("").personal("home"), rejected(INVALID_REQUEST)),
                row("blank Learn profile", ledger, request().from(" \t\n").personal("home"), rejected(INVALID_REQUEST)),
                row(
                        "over-long Learn profile",
                        ledger,
                        request().from(TOO_LONG).personal("home"),
                        rejected(INVALID_REQUEST)),
                row("longest Learn profile", ledger, request().from(LONGEST).personal("home"), connected("cert")),
                row("blank name", ledger, request().personal("home").naming("  "), rejected(INVALID_REQUEST)),
                row("over-long name", ledger, request().personal("home").naming(TOO_LONG), rejected(INVALID_REQUEST)),
                row("longest name", ledger, request().personal("its-home").naming(LONGEST), connected(LONGEST)),
                row("blank account", ledger, request().personal(""), rejected(INVALID_REQUEST)),
                row("last account blank", ledger, request().personal("home").work(" "), rejected(INVALID_REQUEST)),
                row("over-long account", ledger, request().personal("home", TOO_LONG), rejected(INVALID_REQUEST)),
                row("128 wide characters", ledger, request().personal(WIDE.repeat(128)), connected("wide")),
                row(
                        "129 wide characters",
                        ledger,
                        request().personal("home", WIDE.repeat(129)),
                        rejected(INVALID_REQUEST)),
                row("spaces around an id are part of it", ledger, request().personal(" home "), connected("padded")));
    }

    @Test
    void takesAnAbsentListForAnEmptyOne() {
        ConnectRequest request = new ConnectRequest(new UUID(0, 1), new LearnProfileId("learner"), null, null);

        Ruling ruling = ConnectRules.decide(request, ledger());

        assertThat(Row.Answer.of(ruling)).isEqualTo(rejected(INVALID_REQUEST));
    }

    private static String[] repeated(String account, int times) {
        return Collections.nCopies(times, account).toArray(new String[0]);
    }
}
