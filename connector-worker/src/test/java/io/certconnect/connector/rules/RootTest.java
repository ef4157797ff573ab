package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_NOT_ACTIVE;
import static io.certconnect.connector.rules.ConnectRejection.CERTIFICATION_PROFILE_TAKEN;
import static io.certconnect.connector.rules.Row.connected;
import static io.certconnect.connector.rules.Row.rejected;
import static io.certconnect.connector.rules.Row.row;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules 5 to 7: what counts is the root: it must be active and nobody else's; then it is connected. */
@Tag("rules")
class RootTest {

    @ParameterizedTest
    @MethodSource({"status", "taken", "free"})
    void judges(Row row) {
        row.holds();
    }

    static Stream<Row> status() {
        SampleLedger ledger = ledger().held("held", "held-home")
                .absorbed("old", "old-home", "held")
                .closed("closed", "closed-home");
        return Stream.of(
                row(
                        "on hold",
                        ledger,
                        request().personal("held-home"),
                        rejected(CERTIFICATION_PROFILE_NOT_ACTIVE, "held")),
                row(
                        "closed",
                        ledger,
                        request().personal("closed-home"),
                        rejected(CERTIFICATION_PROFILE_NOT_ACTIVE, "closed")),
                row(
                        "closed, and named",
                        ledger,
                        request().personal("closed-home").naming("closed"),
                        rejected(CERTIFICATION_PROFILE_NOT_ACTIVE, "closed")),
                row(
                        "active itself, absorbed into one on hold",
                        ledger,
                        request().personal("old-home"),
                        rejected(CERTIFICATION_PROFILE_NOT_ACTIVE, "held")),
                row(
                        "active itself, absorbed into one on hold, and named",
                        ledger,
                        request().personal("old-home").naming("old"),
                        rejected(CERTIFICATION_PROFILE_NOT_ACTIVE, "held")));
    }

    static Stream<Row> taken() {
        SampleLedger ledger = ledger().active("cert", "home")
                .absorbed("old", "old-home", "cert")
                .connected("somebody", "cert");
        return Stream.of(
                row("taken", ledger, request().personal("home"), rejected(CERTIFICATION_PROFILE_TAKEN, "cert")),
                row(
                        "taken, and named",
                        ledger,
                        request().personal("home").naming("cert"),
                        rejected(CERTIFICATION_PROFILE_TAKEN, "cert")),
                row(
                        "its root is taken",
                        ledger,
                        request().personal("old-home").naming("old"),
                        rejected(CERTIFICATION_PROFILE_TAKEN, "cert")));
    }

    static Stream<Row> free() {
        SampleLedger ledger = ledger().active("cert", "home")
                .absorbed("old", "old-home", "cert")
                .active("other", "elsewhere")
                .connected("somebody", "other");
        return Stream.of(
                row("free", ledger, request().personal("home"), connected("cert")),
                row("free, and named", ledger, request().personal("home").naming("cert"), connected("cert")),
                row("its root is free", ledger, request().personal("old-home").naming("old"), connected("cert")));
    }

    @Test
    void failsLoudlyWhenTheLedgerLacksARoot() {
        SampleLedger ledger = ledger().absorbed("old", "old-home", "lost");

        assertThatThrownBy(
                        () -> ConnectRules.decide(request().personal("old-home").build(), ledger))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("lost");
    }
}
