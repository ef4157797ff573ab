package io.certconnect.lag;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.lag.rules.Look;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.common.TopicIdPartition;
import org.apache.kafka.common.Uuid;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
class HistoriesTest {

    private static final TopicIdPartition PARTITION = new TopicIdPartition(Uuid.randomUuid(), 0, "topic");
    private static final Look LOOK = new Look(1, 2, true, true);

    private final Histories histories = new Histories(new LagWindow(3, Duration.ofSeconds(15)));

    @Test
    void keepsAsManyLooksAsAWindowHas() {
        for (int i = 0; i < 5; i++) {
            histories.begin(Scene.NOON.plusSeconds(15 * i));
            assertThat(histories.add("group", PARTITION, LOOK)).hasSize(Math.min(3, i + 1));
        }
    }

    @Test
    void beginsAnewIfNothingWasSeenForAWindow() {
        histories.begin(Scene.NOON);
        histories.add("group", PARTITION, LOOK);

        histories.begin(Scene.NOON.plusSeconds(45));
        assertThat(histories.add("group", PARTITION, LOOK)).hasSize(2);
        histories.begin(Scene.NOON.plusSeconds(91));
        assertThat(histories.add("group", PARTITION, LOOK)).hasSize(1);
    }

    @Test
    void forgetsTopicsThatAreGone() {
        histories.add("group", PARTITION, LOOK);
        histories.keep(Set.of(PARTITION.topicId()));
        assertThat(histories.add("group", PARTITION, LOOK)).hasSize(2);

        histories.keep(Set.of());

        assertThat(histories.add("group", PARTITION, LOOK)).hasSize(1);
    }
}
