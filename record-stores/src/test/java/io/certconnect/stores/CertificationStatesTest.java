package io.certconnect.stores;

import static io.certconnect.stores.Events.connected;
import static io.certconnect.stores.Events.earned;
import static io.certconnect.stores.Events.merged;
import static io.certconnect.stores.Events.renewed;
import static io.certconnect.stores.Events.revoked;
import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.stores.TranscriptViews.Entry;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a certification is active, about to expire, expired or revoked. */
@Tag("storage")
class CertificationStatesTest {

    private static final TestStore STORE = new TestStore(Store.TRANSCRIPT);
    private static final LocalDate EARNED = LocalDate.of(2019, 5, 1);
    private static final LocalDate LATER = EARNED.plusDays(1);
    private static final LocalDate IN_FORCE = LocalDate.of(2030, 1, 1);

    private static String clock;

    @BeforeAll
    static void readTheClock() {
        clock = STORE.sql()
                .sql("select pg_get_functiondef('today'::regproc)")
                .query(String.class)
                .single();
    }

    @BeforeEach
    void connectAndMerge() {
        STORE.empty();
        STORE.takeIn(connected(1, "l", "c"), merged(2, "c", "old"));
        itIs("2024-02-29");
    }

    @ParameterizedTest
    @CsvSource({
        "2024-02-28, EXPIRED",
        "2024-02-29, EXPIRING",
        "2024-08-29, EXPIRING",
        // Six months before the 31st of August is the last day of February.
        "2024-08-31, EXPIRING",
        "2024-09-01, ACTIVE",
    })
    void isValidThroughTheDayItExpiresOnAndDueForRenewalSixMonthsBefore(LocalDate expiresOn, String state) {
        STORE.takeIn(earned("c", "r1", 1, "k", EARNED, expiresOn));

        assertThat(certification().state()).isEqualTo(state);
    }

    /** At any time of day it is another day than in UTC in one of the two. */
    @ParameterizedTest
    @ValueSource(strings = {"Pacific/Kiritimati", "Pacific/Niue"})
    void aDayIsUtcsWhateverTheSessionsTimeZone(String zone) {
        STORE.sql().sql(clock).update();
        STORE.sql().sql("set time zone '" + zone + "'").update();
        try {
            assertThat(STORE.sql()
                            .sql("select today() = (now() at time zone 'UTC')::date")
                            .query(Boolean.class)
                            .single())
                    .isTrue();
        } finally {
            STORE.sql().sql("set time zone default").update();
        }
    }

    @Test
    void theEarliestAwardAndTheLatestExpiryCountUnderWhateverProfile() {
        STORE.takeIn(
                earned("c", "r1", 1, "k", LATER, IN_FORCE),
                earned("old", "r2", 1, "k", EARNED, LocalDate.of(2020, 1, 1)),
                renewed("old", "r3", 1, "k", LocalDate.of(2021, 1, 1)));

        assertThat(certification())
                .extracting(Entry::earnedOn, Entry::expiresOn, Entry::renewals, Entry::record, Entry::records)
                .containsExactly(EARNED, IN_FORCE, 1L, "r2", List.of("r1", "r2", "r3"));
    }

    @Test
    void noExpiryIsLaterThanAnyDate() {
        STORE.takeIn(earned("c", "r1", 1, "k", EARNED, LATER), earned("old", "r2", 1, "k", LATER, null));

        assertThat(certification().expiresOn()).isNull();
        assertThat(certification().state()).isEqualTo("ACTIVE");
    }

    @Test
    void aRevokedOneStaysSoWhateverComesLater() {
        STORE.takeIn(revoked("c", "r1", 1, "k", "fraud"));

        STORE.takeIn(
                earned("c", "r2", 2, "k", EARNED, IN_FORCE),
                earned("old", "r1", 1, "k", LATER, null),
                renewed("c", "r3", 9, "k", IN_FORCE));

        assertThat(certification().state()).isEqualTo("REVOKED");
        assertThat(certification().revocationReason()).isEqualTo("fraud");
    }

    private static void itIs(String today) {
        STORE.sql()
                .sql("create or replace function today() returns date stable return date '" + today + "'")
                .update();
    }

    private static Entry certification() {
        List<Entry> entries = TranscriptViews.entries(STORE.sql());
        assertThat(entries).hasSize(1);
        return entries.getFirst();
    }
}
