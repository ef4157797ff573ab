package io.certconnect.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.certconnect.kubernetes.Decisions.Decision;
import java.util.List;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.server.authorizer.Action;
import org.apache.kafka.server.authorizer.AuthorizationResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("rules")
class UnusedRightsTest {

    private static final Right READ = topic(AclOperation.READ, "news", PatternType.LITERAL);

    @Test
    void aRightIsUsedByWhatTakesItsOperation() {
        assertThat(unused(List.of(READ), done("worker", AclOperation.READ, "news")))
                .isEmpty();
    }

    @Test
    void aRightIsNotUsedByOthersOrOnSomethingElseOrForAnotherOperation() {
        assertThat(unused(
                        List.of(READ),
                        done("other-worker", AclOperation.READ, "news"),
                        done("worker", AclOperation.READ, "news-of-old"),
                        done("worker", AclOperation.WRITE, "news")))
                .containsExactly(READ);
    }

    @Test
    void whoOnlyDescribesNeedNotRead() {
        assertThat(unused(List.of(READ), done("worker", AclOperation.DESCRIBE, "news")))
                .containsExactly(READ);
    }

    @Test
    void whoReadsNeedNotBeToldThatTheyMayDescribe() {
        Right describe = topic(AclOperation.DESCRIBE, "news", PatternType.LITERAL);

        assertThat(unused(
                        List.of(READ, describe),
                        done("worker", AclOperation.READ, "news"),
                        done("worker", AclOperation.DESCRIBE, "news")))
                .containsExactly(describe);
    }

    @Test
    void aPrefixMakesWhatItBeginsSuperfluous() {
        Right prefix = topic(AclOperation.READ, "ne", PatternType.PREFIXED);

        assertThat(unused(
                        List.of(READ, prefix),
                        done("worker", AclOperation.READ, "news"),
                        done("worker", AclOperation.READ, "needs")))
                .containsExactly(READ);
    }

    @Test
    void whatIsAskedOnNobodysBehalfIsNotDone() {
        Decisions decisions = new Decisions();
        ResourcePattern news = READ.resource();

        decisions.add("worker", new Action(AclOperation.READ, news, 1, false, true), AuthorizationResult.ALLOWED);
        decisions.add("worker", new Action(AclOperation.WRITE, news, 1, true, false), AuthorizationResult.DENIED);

        assertThat(decisions.allowed()).isEmpty();
        assertThat(decisions.denied()).isEmpty();
    }

    private static List<Right> unused(List<Right> rights, Decision... done) {
        return Right.unused(rights, List.of(done));
    }

    private static Right topic(AclOperation operation, String name, PatternType pattern) {
        return new Right("worker", operation, new ResourcePattern(ResourceType.TOPIC, name, pattern));
    }

    private static Decision done(String user, AclOperation operation, String topic) {
        return new Decision(user, operation, ResourceType.TOPIC, topic);
    }
}
