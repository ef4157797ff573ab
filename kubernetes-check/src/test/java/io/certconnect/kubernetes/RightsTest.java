package io.certconnect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.flow.Platform;
import io.certconnect.kubernetes.Decisions.Decision;
import io.certconnect.schemas.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * What {@code users.yaml} grants is enough for all that the processes do, and not more: a broker with Kafka's own authorizer
 * is given these rights as Strimzi's user operator gives them, and looks on while everybody works.
 */
@Tag("flow")
class RightsTest {

    private static final List<Right> GRANTED = Right.granted();
    private static final Decisions DECISIONS = RecordingAuthorizer.decisions();
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static GuardedBroker broker;
    private static Admin admin;
    private static Platform platform;
    private static Staff staff;
    private static List<Decision> allowed;
    private static List<Decision> denied;

    @BeforeAll
    @Timeout(150)
    static void everybodyWorks(@TempDir Path folder) throws Exception {
        broker = GuardedBroker.start(GRANTED.stream().map(Right::user).collect(Collectors.toSet()));
        platform = Platform.on(broker);
        admin = Admin.create(broker.administrator());
        grant(GRANTED);
        staff = new Staff(broker, platform);
        new Workday(broker, platform, staff).pass(folder);
        allowed = DECISIONS.allowed();
        denied = DECISIONS.denied();
    }

    @AfterAll
    static void stop() {
        if (staff != null) {
            staff.close();
        }
        if (admin != null) {
            admin.close();
        }
        if (broker != null) {
            broker.close();
        }
    }

    @Test
    void nobodyIsDeniedWhatTheyNeed() {
        assertThat(denied).isEmpty();
    }

    @Test
    void nobodyMayDoWhatTheyNeverDo() {
        assertThat(Right.unused(GRANTED, allowed)).isEmpty();
    }

    /** Rights of the connector-worker, and a record on whose way it needs them. */
    private enum Taken {
        DEAD_LETTERS("connector-worker: WRITE TOPIC LITERAL connect.requests.v1-dlt"),
        TRANSACTIONS("connector-worker: WRITE TRANSACTIONAL_ID PREFIXED connector-worker-"),
        REQUESTS("connector-worker: READ TOPIC LITERAL connect.requests.v1");

        private final String right;

        Taken(String right) {
            this.right = right;
        }

        Right right() {
            return GRANTED.stream()
                    .filter(one -> one.toString().equals(right))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @ParameterizedTest
    @EnumSource
    void aRightThatIsTakenAwayIsMissed(Taken taken) throws Exception {
        Right right = taken.right();
        DECISIONS.forgetDenied();
        Map<TopicPartition, Long> letters = platform.reader().ends(Topic.CONNECT_REQUESTS.deadLetters());
        takeAway(right);

        platform.publisher().send(List.of(Samples.unreadable(Topic.CONNECT_REQUESTS)));

        try {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertThat(DECISIONS.denied())
                    .anyMatch(right::allows));
        } finally {
            grant(List.of(right));
        }
        Awaitility.await()
                .atMost(PATIENCE)
                .untilAsserted(() -> assertThat(platform.reader().read(letters)).hasSize(1));
    }

    private static void grant(Collection<Right> rights) throws Exception {
        Set<AclBinding> wanted = rights.stream().map(Right::binding).collect(Collectors.toSet());
        admin.createAcls(wanted).all().get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(PATIENCE).until(() -> inForce().containsAll(wanted));
    }

    private static void takeAway(Right right) throws Exception {
        admin.deleteAcls(List.of(right.binding().toFilter())).all().get(20, TimeUnit.SECONDS);
        Awaitility.await().atMost(PATIENCE).until(() -> !inForce().contains(right.binding()));
    }

    /** As the broker knows them, which hears of a change after the controller has made it. */
    private static Set<AclBinding> inForce() throws Exception {
        return new HashSet<>(admin.describeAcls(AclBindingFilter.ANY).values().get(20, TimeUnit.SECONDS));
    }
}
