package io.certconnect.connector.rules;

import static io.certconnect.connector.rules.Samples.LEARNER;
import static io.certconnect.connector.rules.Samples.ledger;
import static io.certconnect.connector.rules.Samples.request;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.connector.rules.ConnectDecision.Rejected;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a rejection tells: what helps, whether to try again, and a sentence that gives nobody else away. */
@Tag("rules")
class RejectionTest {

    @ParameterizedTest
    @CsvSource({
        "INVALID_REQUEST,                  NONE,                                  false",
        "CERTIFICATION_PROFILE_UNKNOWN,    NONE,                                  true",
        "LEARN_PROFILE_ALREADY_CONNECTED,  ASK_SUPPORT_TO_MERGE,                  false",
        "NO_PERSONAL_ACCOUNT,              ADD_PERSONAL_ACCOUNT,                  false",
        "ACCOUNT_NOT_PERSONAL,             ADD_PERSONAL_ACCOUNT,                  false",
        "ACCOUNT_MISMATCH,                 USE_ACCOUNT_OF_CERTIFICATION_PROFILE,  false",
        "SEVERAL_CERTIFICATION_PROFILES,   ASK_SUPPORT_TO_MERGE,                  false",
        "CERTIFICATION_PROFILE_NOT_ACTIVE, CONTACT_SUPPORT,                       false",
        "CERTIFICATION_PROFILE_TAKEN,      CONTACT_SUPPORT,                       false",
    })
    void hasOneRemedyPerReason(ConnectRejection reason, Remedy remedy, boolean retryable) {
        Rejected rejected = new Rejected(reason, null, "");

        assertThat(rejected.remedy()).isEqualTo(remedy);
        assertThat(rejected.retryable()).isEqualTo(retryable);
    }

    @Test
    void neverNamesWhoTookAProfile() {
        SampleLedger ledger = ledger().active("cert", "home").connected("somebody", "cert");

        String detail = detail(request().personal("home"), ledger);

        assertThat(detail).isEqualTo("Certification profile cert is connected to another Learn profile.");
    }

    @Test
    void neverNamesTheOtherProfileThatAConnectedLearnProfileAskedFor() {
        SampleLedger ledger =
                ledger().active("cert", "home").active("wanted", "elsewhere").connected(LEARNER, "cert");

        String detail = detail(request().personal("elsewhere").naming("wanted"), ledger);

        assertThat(detail).contains("cert").doesNotContain("wanted").doesNotContain("elsewhere");
    }

    @Test
    void listsNoneOfSeveralCandidatesSinceOneMayBeSomebodyElses() {
        SampleLedger ledger = ledger().active("cert", "shared").active("twin", "shared");

        String detail = detail(request().personal("shared"), ledger);

        assertThat(detail)
                .contains("2 certification profiles")
                .doesNotContain("cert ")
                .doesNotContain("twin");
    }

    @Test
    void saysWhichLimitAnInvalidRequestBreaksAndNotByWhichId() {
        String blank = detail(request().personal("home", " "), ledger());
        String endless = detail(request().personal("home").naming("x".repeat(129)), ledger());

        assertThat(blank).isEqualTo("An account's id is blank or longer than 128 characters.");
        assertThat(endless).isEqualTo("The certification profile's id is blank or longer than 128 characters.");
    }

    @Test
    void saysWhetherAProfileIsOnHoldOrClosed() {
        assertThat(detail(request().personal("home"), ledger().held("cert", "home")))
                .isEqualTo("Certification profile cert is on hold.");
        assertThat(detail(request().personal("home"), ledger().closed("cert", "home")))
                .isEqualTo("Certification profile cert is closed.");
    }

    private static String detail(Samples.Asking request, SampleLedger ledger) {
        ConnectDecision decision = ConnectRules.decide(request.build(), ledger).decision();
        assertThat(decision).isInstanceOf(Rejected.class);
        return ((Rejected) decision).detail();
    }
}
