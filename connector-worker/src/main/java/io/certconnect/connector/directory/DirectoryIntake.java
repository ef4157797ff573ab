package io.certconnect.connector.directory;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.schemas.Ids;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;
import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Reads what exam registration says of certification profiles; a tombstone is an erasure. */
final class DirectoryIntake implements Intake<CertificationProfileChanged, ProfileNews> {

    /** PostgreSQL would take others, but not the driver's words for them. */
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    private final Clock clock;

    DirectoryIntake(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Class<CertificationProfileChanged> type() {
        return CertificationProfileChanged.class;
    }

    @Override
    public Reading<ProfileNews> read(String key, CertificationProfileChanged news) {
        if (!key.equals(news.getCertificationProfileId())) {
            return new Reading.Unreadable<>(
                    DeadLetterReason.WRONG_KEY, "the key is not the record's certificationProfileId");
        }
        String account = news.getAccountId();
        if (!isId(key)) {
            return notAnId("certificationProfileId");
        }
        if (account != null && !isId(account)) {
            return notAnId("accountId");
        }
        if (news.getUpdatedAt().isBefore(FIRST) || news.getUpdatedAt().isAfter(LAST)) {
            return new Reading.Unreadable<>(DeadLetterReason.MALFORMED, "updatedAt is not within the years 1 to 9999");
        }
        ProfileStatus status = status(news);
        if (status == null) {
            return new Reading.Kept<>("an unknown status of a certification profile");
        }
        return new Reading.Readable<>(new ProfileNews.Changed(
                new CertificationProfileId(key),
                account == null ? null : new AccountId(account),
                status,
                news.getLegalName(),
                news.getEmail(),
                news.getVersion(),
                news.getUpdatedAt()));
    }

    @Override
    public Reading<ProfileNews> readTombstone(String key) {
        if (!isId(key)) {
            return notAnId("certificationProfileId");
        }
        return new Reading.Readable<>(new ProfileNews.Erased(new CertificationProfileId(key), clock.instant()));
    }

    private static @Nullable ProfileStatus status(CertificationProfileChanged news) {
        return switch (news.getStatus()) {
            case ACTIVE -> ProfileStatus.ACTIVE;
            case HELD -> ProfileStatus.HELD;
            case CLOSED -> ProfileStatus.CLOSED;
            case UNKNOWN -> null;
        };
    }

    private static boolean isId(String text) {
        return Ids.isValid(text) && text.indexOf('\0') < 0;
    }

    private static Reading<ProfileNews> notAnId(String field) {
        return new Reading.Unreadable<>(
                DeadLetterReason.MALFORMED,
                "the " + field + " is blank, over " + Ids.LONGEST + " characters long, or holds U+0000");
    }
}
