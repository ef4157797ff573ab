package io.certconnect.lag;

import static io.certconnect.lag.Scene.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.certconnect.lag.PartitionLag.Commit;
import io.certconnect.lag.rules.Status;
import io.certconnect.local.testing.TestServices;
import io.certconnect.schemas.ConsumerGroup;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.KafkaException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a look from outside sees, on a real broker. */
@Tag("worker")
class LagWatchTest {

    @Test
    void aGroupThatNeverRanIsThereAndCountsFromTheBeginningOfTheLog() {
        try (Scene scene = new Scene(2)) {
            scene.send(0, 3);
            scene.deleteRecordsBefore(1);
            scene.pass(Duration.ofSeconds(30));

            GroupLag lag = scene.look();

            assertThat(lag.status()).isEqualTo(Status.NO_COMMITS);
            assertThat(lag.state()).isEqualTo("DEAD");
            assertThat(lag.members()).isZero();
            assertThat(lag.hasCommits()).isFalse();
            assertThat(lag.troubles()).isEmpty();
            assertThat(lag.partitions())
                    .containsExactly(
                            new PartitionLag(
                                    scene.topic,
                                    0,
                                    Status.UNDECIDED,
                                    null,
                                    Commit.NONE,
                                    3,
                                    3,
                                    2,
                                    Duration.ofSeconds(30),
                                    false,
                                    false),
                            new PartitionLag(
                                    scene.topic,
                                    1,
                                    Status.OK,
                                    null,
                                    Commit.NONE,
                                    0,
                                    0,
                                    0,
                                    Duration.ZERO,
                                    false,
                                    false));
        }
    }

    @Test
    void aGroupThatNeverRanHasNotStoppedHoweverLongItWaits() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 3);

            for (int looks = 0; looks < 5; looks++) {
                assertThat(scene.look().status()).isEqualTo(Status.NO_COMMITS);
            }
        }
    }

    @Test
    void aMemberThatGetsNowhereStallsAndOneThatIsGoneHasStopped() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 5);
            try (Consumer<byte[], byte[]> consumer = scene.consumer()) {
                consumer.subscribe(List.of(scene.topic));
                await().until(() -> !consumer.poll(Duration.ofMillis(100)).isEmpty());
                consumer.commitSync(Map.of(scene.partition(0), new OffsetAndMetadata(2)));

                assertThat(scene.look())
                        .returns(Status.UNDECIDED, GroupLag::status)
                        .returns(1, GroupLag::members)
                        .returns("STABLE", GroupLag::state)
                        .returns(3L, GroupLag::records);
                scene.look();
                assertThat(scene.look().status()).isEqualTo(Status.STALL);
                assertThat(scene.lookAtOne().held()).isTrue();
            }

            scene.look();
            scene.look();
            GroupLag stopped = scene.look();

            assertThat(stopped)
                    .returns(Status.STOP, GroupLag::status)
                    .returns(0, GroupLag::members)
                    .returns("EMPTY", GroupLag::state)
                    .returns(3L, GroupLag::records);
        }
    }

    @Test
    void aGroupWithoutMembersIsShownAsSuchThoughNothingWaits() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 1);
            scene.commit(1);

            assertThat(scene.look())
                    .returns(Status.NO_MEMBERS, GroupLag::status)
                    .returns(0L, GroupLag::records)
                    .returns(Duration.ZERO, GroupLag::behind);
        }
    }

    @Test
    void anOffsetThatIsSetBackIsARewind() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 5);
            scene.commit(5);
            assertThat(scene.lookAtOne().status()).isEqualTo(Status.OK);

            scene.commit(2);

            assertThat(scene.look()).returns(Status.REWIND, GroupLag::status).returns(3L, GroupLag::records);
        }
    }

    @Test
    void aTopicThatIsGoneIsNamedAndOneMadeAnewIsAnother() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 5);
            scene.commit(5);
            assertThat(scene.look().partitions()).hasSize(1);

            scene.deleteTopic();
            await().until(() -> scene.look().partitions().isEmpty());
            assertThat(scene.look().troubles()).containsExactly("there is no topic " + scene.topic);

            TestServices.broker().createTopics(List.of(new NewTopic(scene.topic, 1, (short) 1)));
            await().until(() -> !scene.look().partitions().isEmpty());
            scene.send(0, 3);
            scene.commit(2);

            assertThat(scene.lookAtOne())
                    .returns(2L, PartitionLag::committed)
                    .returns(1L, PartitionLag::records)
                    .extracting(PartitionLag::status)
                    .isNotEqualTo(Status.REWIND);
        }
    }

    @Test
    void aTopicMadeAnewBetweenTwoLooksIsNoRewind() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 5);
            scene.commit(5);
            assertThat(scene.lookAtOne().status()).isEqualTo(Status.OK);

            scene.deleteTopic();
            await().ignoreExceptions().untilAsserted(() -> {
                TestServices.broker().createTopics(List.of(new NewTopic(scene.topic, 1, (short) 1)));
                scene.send(0, 1);
            });
            scene.commit(1);

            assertThat(scene.lookAtOne())
                    .returns(Status.OK, PartitionLag::status)
                    .returns(1L, PartitionLag::committed);
        }
    }

    @Test
    void retentionThatOvertookTheGroupIsSaidAndLagCountsFromTheBeginningOfTheLog() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 5);
            scene.commit(1);
            scene.deleteRecordsBefore(3);

            GroupLag lag = scene.look();

            assertThat(lag.records()).isEqualTo(2);
            assertThat(lag.partitions().getFirst().commit()).isEqualTo(Commit.BEFORE_LOG);
            assertThat(lag.troubles())
                    .singleElement()
                    .asString()
                    .contains(scene.topic + "-0", "from 1 on were deleted", "begins at 3");
        }
    }

    @Test
    void aCommitBeyondTheLogIsSaid() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 1);
            scene.commit(7);

            GroupLag lag = scene.look();

            assertThat(lag.partitions().getFirst().commit()).isEqualTo(Commit.BEYOND_LOG);
            assertThat(lag.behind()).isNull();
            assertThat(lag.troubles()).singleElement().asString().contains("7 is beyond the log's end, 1");
        }
    }

    @Test
    void groupsAtDifferentPlacesOfALogEachGetTheirOwnFirstRecord() {
        try (Scene scene = new Scene(2)) {
            // Larger than what is fetched of a partition at once.
            for (int i = 0; i < 5; i++) {
                scene.send(0, 1, NOON.plusSeconds(i), 100_000);
                scene.send(1, 1, NOON.plusSeconds(10 + i), 100_000);
            }
            List<String> groups =
                    List.of(TestServices.fresh("group"), TestServices.fresh("group"), TestServices.fresh("group"));
            for (int i = 0; i < 3; i++) {
                scene.commit(groups.get(i), 0, 2 * i);
                scene.commit(groups.get(i), 1, 4 - i);
            }
            scene.pass(Duration.ofSeconds(60));

            List<GroupLag> lags;
            try (LagWatch watch = scene.watch(
                    groups.stream().map(group -> new Watched(group, Set.of())).toList())) {
                lags = watch.look().groups();
            }

            assertThat(lags).extracting(GroupLag::group).isEqualTo(groups);
            for (int i = 0; i < 3; i++) {
                assertThat(lags.get(i).partitions())
                        .extracting(PartitionLag::behind)
                        .containsExactly(Duration.ofSeconds(60 - 2 * i), Duration.ofSeconds(60 - 14 + i));
            }
        }
    }

    @Test
    void aProducerWhoseClockIsAheadDoesNotHideThatItsRecordWaits() {
        try (Scene scene = new Scene(1)) {
            scene.send(0, 1, NOON.plus(Duration.ofHours(2)), 10);
            scene.look();
            scene.pass(Duration.ofSeconds(90));

            assertThat(scene.lookAtOne().behind()).isEqualTo(Duration.ofSeconds(90));
        }
    }

    @Test
    void aBrokerThatIsAwayIsAnErrorAndNotALag() {
        Map<String, Object> kafka =
                Map.of("bootstrap.servers", "localhost:1", "request.timeout.ms", 400, "default.api.timeout.ms", 500);
        try (LagWatch watch = LagWatch.open(kafka, Watched.catalogue(), Scene.WINDOW)) {
            assertThatThrownBy(watch::look).isInstanceOf(KafkaException.class);
        }
    }

    @Test
    void theContractsGroupsAreWatchedWithWhatTheyRead() {
        assertThat(Watched.catalogue())
                .hasSize(ConsumerGroup.values().length)
                .contains(new Watched("connector-worker", Set.of("connect.requests.v1")))
                .noneMatch(watched -> watched.topics().isEmpty());
    }
}
