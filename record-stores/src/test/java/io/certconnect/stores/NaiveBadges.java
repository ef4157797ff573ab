package io.certconnect.stores;

import static java.util.Comparator.comparing;
import static java.util.stream.Collectors.groupingBy;

import io.certconnect.stores.BadgeViews.Badge;
import io.certconnect.stores.TestStore.Event;
import io.certconnect.v1.BadgeAwarded;
import io.certconnect.v1.CertificationRecorded;
import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.LearnActivityRecorded;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.RecordKind;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The badge store as the contract words it, in maps. Takes each event once, in the order in which things happened. */
final class NaiveBadges {

    private static final Instant NOW = Instant.now();
    private static final Comparator<CertificationRecorded> PLACE = comparing(
                    CertificationRecorded::getCertificationProfileId)
            .thenComparing(CertificationRecorded::getRecordId);

    private final NaiveProfiles profiles = new NaiveProfiles();
    private final NaiveVersions<CertificationRecorded> records = new NaiveVersions<>();

    NaiveBadges(List<Event> history) {
        for (Event event : history) {
            switch (event.value()) {
                case ConnectDecided decided -> profiles.on(decided);
                case MergeDecided decided -> profiles.on(decided);
                case CertificationRecorded recorded ->
                    records.add(
                            recorded.getCertificationProfileId() + ' ' + recorded.getRecordId(),
                            recorded,
                            recorded.getVersion(),
                            event);
                case LearnActivityRecorded learnt -> {}
                default -> throw new IllegalArgumentException("What is " + event);
            }
        }
    }

    List<Badge> badges() {
        Map<List<String>, List<CertificationRecorded>> together = records.values().stream()
                .filter(record -> badgeId(record) != null && learner(record) != null)
                .sorted(PLACE)
                .collect(groupingBy(record -> List.of(learner(record), badgeId(record))));
        return together.values().stream()
                .map(this::badge)
                .filter(Objects::nonNull)
                .toList();
    }

    private static @Nullable String badgeId(CertificationRecorded record) {
        return switch (record.getKind()) {
            case BADGE_AWARDED -> record.getBadgeAwarded().getBadgeId();
            case BADGE_REVOKED -> record.getBadgeRevoked().getBadgeId();
            case EXAM_TAKEN, CERTIFICATION_EARNED, CERTIFICATION_RENEWED, CERTIFICATION_REVOKED, UNKNOWN -> null;
        };
    }

    private String learner(CertificationRecorded record) {
        return profiles.learnerOf(record.getCertificationProfileId());
    }

    /** @param records about one badge that one learner sees */
    private @Nullable Badge badge(List<CertificationRecorded> records) {
        List<Instant> expiries = new ArrayList<>();
        List<String> reasons = new ArrayList<>();
        List<CertificationRecorded> awards = new ArrayList<>();
        for (CertificationRecorded record : records) {
            if (record.getKind() == RecordKind.BADGE_AWARDED) {
                awards.add(record);
                expiries.add(record.getBadgeAwarded().getExpiresAt());
            } else {
                reasons.add(record.getBadgeRevoked().getReason());
            }
        }
        if (awards.isEmpty()) {
            return null;
        }
        Instant expiry = expiries.contains(null) ? null : Collections.max(expiries);
        CertificationRecorded first = Collections.min(
                awards,
                comparing((CertificationRecorded award) ->
                                award.getBadgeAwarded().getAwardedAt())
                        .thenComparing(PLACE));
        BadgeAwarded award = first.getBadgeAwarded();
        return new Badge(
                learner(first),
                award.getBadgeId(),
                award.getAchievementCode(),
                award.getTitle(),
                award.getAwardedAt(),
                expiry,
                award.getImageUrl(),
                state(!reasons.isEmpty(), expiry),
                reasons.isEmpty() ? null : Collections.min(reasons),
                first.getCertificationProfileId(),
                first.getRecordId(),
                records.stream().map(CertificationRecorded::getRecordId).toList(),
                profiles.isMerged(first.getCertificationProfileId()));
    }

    private static String state(boolean revoked, @Nullable Instant expiry) {
        if (revoked) {
            return "REVOKED";
        }
        return expiry != null && expiry.isBefore(NOW) ? "EXPIRED" : "AWARDED";
    }
}
