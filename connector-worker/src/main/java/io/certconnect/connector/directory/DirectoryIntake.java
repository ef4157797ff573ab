package io.certconnect.connector.directory;

import io.certconnect.ledger.AccountId;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.ProfileNews;
import io.certconnect.ledger.ProfileStatus;
import io.certconnect.v1.CertificationProfileChanged;
import io.certconnect.worker.DeadLetterReason;
import io.certconnect.worker.Intake;
import io.certconnect.worker.Reading;
import java.time.Clock;
import org.jspecify.annotations.Nullable;

/** Reads what exam registration says of certification profiles; a tombstone is an erasure. */
final class DirectoryIntake implements Intake<CertificationProfileChanged, ProfileNews> {

    /** Of ids, in UTF-16 units (contract, Records). */
    private static final int LONGEST_ID = 128;

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
        if (!isId(key)) {
            return notAnId();
        }
        ProfileStatus status = status(news);
        if (status == null) {
            return new Reading.Kept<>("an unknown status of a certification profile");
        }
        String account = news.getAccountId();
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
            return notAnId();
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
        return !text.isBlank() && text.length() <= LONGEST_ID && text.indexOf('\0') < 0;
    }

    private static Reading<ProfileNews> notAnId() {
        return new Reading.Unreadable<>(
                DeadLetterReason.MALFORMED,
                "the certificationProfileId is blank, over " + LONGEST_ID + " characters" + " long, or holds U+0000");
    }
}
