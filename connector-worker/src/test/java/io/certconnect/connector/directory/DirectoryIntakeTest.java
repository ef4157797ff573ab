package io.certconnect.connector.directory;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.ledger.ProfileNews;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.v1.ProfileStatus;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Reading;
import java.time.Clock;
import java.time.Instant;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the ledger's columns cannot take must cost its own record, not the batch it came with. */
@Tag("rules")
class DirectoryIntakeTest {

    /** One character that Java counts as two. */
    private static final String WIDE = "\uD83C\uDF93";

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final DirectoryIntake intake = new DirectoryIntake(Clock.systemUTC());

    @Test
    void idsAreAsLongAsTheContractHasThem() {
        assertReadable(intake.read(WIDE.repeat(128), news(WIDE.repeat(128), WIDE.repeat(128), NOW)));
        assertReadable(intake.readTombstone(WIDE.repeat(128)));

        assertMalformed(intake.read(WIDE.repeat(129), news(WIDE.repeat(129), null, NOW)), "certificationProfileId");
        assertMalformed(intake.readTombstone(WIDE.repeat(129)), "certificationProfileId");
        assertMalformed(intake.read("p", news("p", WIDE.repeat(129), NOW)), "accountId");
        assertMalformed(intake.read("p", news("p", " ", NOW)), "accountId");
    }

    @Test
    void anAccountMayBeLeftOut() {
        assertReadable(intake.read("p", news("p", null, NOW)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999Z"})
    void timesAreTakenToTheEdge(String time) {
        assertReadable(intake.read("p", news("p", "a", Instant.parse(time))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0000-12-31T23:59:59.999Z", "+10000-01-01T00:00:00Z", "+57739-11-29T10:00:00Z"})
    void timesThatNoColumnTakesAreMalformed(String time) {
        assertMalformed(intake.read("p", news("p", "a", Instant.parse(time))), "updatedAt");
    }

    private static CertificationProfileChanged news(String id, String account, Instant updatedAt) {
        return new CertificationProfileChanged(id, account, ProfileStatus.ACTIVE, null, null, 1L, updatedAt);
    }

    private static void assertReadable(Reading<ProfileNews> reading) {
        assertThat(reading).isInstanceOf(Reading.Readable.class);
    }

    private static void assertMalformed(Reading<ProfileNews> reading, String field) {
        assertThat(reading).isInstanceOfSatisfying(Reading.Unreadable.class, unreadable -> {
            assertThat(unreadable.reason()).isEqualTo(DeadLetterReason.MALFORMED);
            assertThat(unreadable.detail()).contains(field);
        });
    }
}
