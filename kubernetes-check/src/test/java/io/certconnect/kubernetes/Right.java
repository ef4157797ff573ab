package io.certconnect.kubernetes;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.certconnect.kubernetes.Decisions.Decision;
import io.strimzi.api.kafka.model.user.KafkaUser;
import io.strimzi.api.kafka.model.user.KafkaUserAuthorizationSimple;
import io.strimzi.api.kafka.model.user.acl.AclResourcePatternType;
import io.strimzi.api.kafka.model.user.acl.AclRule;
import io.strimzi.api.kafka.model.user.acl.AclRuleGroupResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTopicResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleTransactionalIdResource;
import io.strimzi.api.kafka.model.user.acl.AclRuleType;
import io.strimzi.api.kafka.model.user.acl.StrimziAclOperation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** One operation that a KafkaUser may do on one resource: one ACL, once Strimzi's user operator has made it. */
record Right(String user, AclOperation operation, ResourcePattern resource) {

    /** Whoever may do one of these may describe as well. */
    private static final Set<AclOperation> DESCRIBING =
            Set.of(AclOperation.READ, AclOperation.WRITE, AclOperation.DELETE, AclOperation.ALTER);

    private static final String ANY_HOST = "*";

    /** All that {@code users.yaml} grants. */
    static List<Right> granted() {
        List<Right> rights = new ArrayList<>();
        for (JsonNode user : Manifests.documents("deploy/kubernetes/kafka/users.yaml")) {
            rights.addAll(of(kafkaUser(user)));
        }
        return rights;
    }

    private static KafkaUser kafkaUser(JsonNode resource) {
        try {
            return (KafkaUser) Kinds.read(resource);
        } catch (JsonProcessingException e) {
            throw new AssertionError(Manifests.nameOf(resource), e);
        }
    }

    private static List<Right> of(KafkaUser user) {
        String name = user.getMetadata().getName();
        List<Right> rights = new ArrayList<>();
        for (AclRule rule : ((KafkaUserAuthorizationSimple) user.getSpec().getAuthorization()).getAcls()) {
            if (rule.getType() != AclRuleType.ALLOW || !rule.getHost().equals(ANY_HOST)) {
                throw new AssertionError("What this would mean is not known here: " + rule);
            }
            for (StrimziAclOperation operation : rule.getOperations()) {
                rights.add(new Right(name, AclOperation.fromString(operation.toValue()), pattern(rule.getResource())));
            }
        }
        return rights;
    }

    private static ResourcePattern pattern(AclRuleResource resource) {
        return switch (resource) {
            case AclRuleTopicResource topic -> pattern(ResourceType.TOPIC, topic.getName(), topic.getPatternType());
            case AclRuleGroupResource group -> pattern(ResourceType.GROUP, group.getName(), group.getPatternType());
            case AclRuleTransactionalIdResource id ->
                pattern(ResourceType.TRANSACTIONAL_ID, id.getName(), id.getPatternType());
            default -> throw new AssertionError("Nobody should need this: " + resource);
        };
    }

    private static ResourcePattern pattern(ResourceType type, String name, AclResourcePatternType pattern) {
        return new ResourcePattern(
                type, name, pattern == AclResourcePatternType.PREFIX ? PatternType.PREFIXED : PatternType.LITERAL);
    }

    /**
     * Those that could be taken away: nothing was done that took the right's own operation, or another right allows all of
     * it as well.
     */
    static List<Right> unused(List<Right> rights, Collection<Decision> allowed) {
        return rights.stream()
                .filter(right -> allowed.stream().noneMatch(decision -> right.isNeededFor(decision, rights)))
                .toList();
    }

    private boolean isNeededFor(Decision decision, List<Right> all) {
        return operation == decision.operation()
                && allows(decision)
                && all.stream().filter(right -> right.allows(decision)).count() == 1;
    }

    boolean allows(Decision decision) {
        boolean operationFits = operation == decision.operation()
                || decision.operation() == AclOperation.DESCRIBE && DESCRIBING.contains(operation);
        boolean nameFits = resource.patternType() == PatternType.PREFIXED
                ? decision.name().startsWith(resource.name())
                : decision.name().equals(resource.name());
        return operationFits && nameFits && user.equals(decision.user()) && resource.resourceType() == decision.type();
    }

    AclBinding binding() {
        return new AclBinding(
                resource, new AccessControlEntry("User:" + user, ANY_HOST, operation, AclPermissionType.ALLOW));
    }

    @Override
    public String toString() {
        return user + ": " + operation + " " + resource.resourceType() + " " + resource.patternType() + " "
                + resource.name();
    }
}
