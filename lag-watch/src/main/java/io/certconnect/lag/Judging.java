package io.certconnect.lag;

import io.certconnect.lag.PartitionLag.Commit;
import io.certconnect.lag.rules.GroupRules;
import io.certconnect.lag.rules.Look;
import io.certconnect.lag.rules.PartitionRules;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** From what Kafka says to how far a group is behind, and what that means. */
final class Judging {

    private final FirstReadables firstReadables;
    private final Histories histories;
    private final LagWindow window;
    private final long now;

    /** @param now in milliseconds */
    Judging(FirstReadables firstReadables, Histories histories, LagWindow window, long now) {
        this.firstReadables = firstReadables;
        this.histories = histories;
        this.window = window;
        this.now = now;
    }

    /** @param unread what kept first records from being found; null if nothing did */
    GroupLag lagOf(String group, GroupReading reading, @Nullable String unread) {
        List<PartitionLag> partitions = reading.places().stream()
                .map(place -> lagAt(group, place, reading))
                .toList();
        List<String> troubles = new ArrayList<>(reading.troubles());
        reading.places().stream().map(Judging::trouble).filter(Objects::nonNull).forEach(troubles::add);
        if (unread != null && partitions.stream().anyMatch(partition -> partition.behind() == null)) {
            troubles.add(unread);
        }
        boolean commits = partitions.stream().map(PartitionLag::committed).anyMatch(Objects::nonNull);
        return new GroupLag(
                group,
                GroupRules.judge(partitions.stream().map(PartitionLag::status).toList(), commits, reading.members()),
                reading.state(),
                reading.members(),
                partitions,
                troubles);
    }

    private static @Nullable String trouble(Place place) {
        return switch (place.commit()) {
            case NONE, IN_LOG -> null;
            case BEFORE_LOG ->
                place.partition().topicPartition() + ": offsets from " + place.committed()
                        + " on were deleted before the" + " group got to them; the log begins at " + place.from();
            case BEYOND_LOG ->
                place.partition().topicPartition() + ": the committed offset " + place.committed()
                        + " is beyond the log's end, " + place.end() + "; the lag is not known";
        };
    }

    private PartitionLag lagAt(String group, Place place, GroupReading reading) {
        Finding first = place.distance() == 0
                ? new Finding.NothingBefore(place.lastStable())
                : firstReadables.from(place.partition(), place.from(), place.lastStable());
        long records = first instanceof Finding.NothingBefore ? 0 : place.distance();
        boolean estimated = first instanceof Finding.Unread;
        boolean held = reading.held().contains(place.partition().topicPartition());
        Long committed = place.committed();
        Look look = new Look(committed == null ? Look.NO_COMMIT : committed, records, held, !estimated);
        return new PartitionLag(
                place.partition().topic(),
                place.partition().partition(),
                PartitionRules.judge(histories.add(group, place.partition(), look), window.looks()),
                committed,
                place.commit(),
                place.lastStable(),
                place.end(),
                records,
                place.commit() == Commit.BEYOND_LOG ? null : behind(first),
                estimated,
                held);
    }

    private @Nullable Duration behind(@Nullable Finding first) {
        return switch (first) {
            case Finding.Waits waits -> since(waits.since());
            case Finding.Unread unread -> since(unread.notBefore());
            case Finding.NothingBefore nothing -> Duration.ZERO;
            case null -> null;
        };
    }

    private Duration since(long time) {
        return Duration.ofMillis(Math.max(0, now - time));
    }
}
