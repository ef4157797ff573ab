package io.certconnect.merge.deciding;

import io.certconnect.ledger.ProfileStatus;
import io.certconnect.merge.rules.MergeAction;
import io.certconnect.merge.rules.MergeRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The contract's merge rules once more, over a map from child to parent and a map of connections, with nothing
 * remembered that can be looked up: what the real ones are compared with.
 */
final class NaiveLedger {

    final Map<String, String> parents = new TreeMap<>();
    final Map<String, String> learners = new TreeMap<>();
    private final Map<String, ProfileStatus> statuses = new TreeMap<>();
    private final Map<String, Long> versions = new HashMap<>();
    private final Map<String, String> plans = new HashMap<>();

    void change(String id, ProfileStatus status, long version) {
        if (versions.getOrDefault(id, Long.MIN_VALUE) < version) {
            versions.put(id, version);
            statuses.put(id, status);
        }
    }

    /** Closed for good. */
    void erase(String id) {
        change(id, ProfileStatus.CLOSED, Long.MAX_VALUE);
    }

    /** The root that was connected, or "none". */
    String connect(String learner, String profile) {
        String root = root(profile);
        if (learners.containsValue(learner)
                || learners.containsKey(root)
                || statuses.get(root) != ProfileStatus.ACTIVE) {
            return "none";
        }
        learners.put(root, learner);
        return root;
    }

    /** @param previewHash the plan hash that the real rules gave, if they previewed; else null */
    String decide(MergeRequest request, String previewHash) {
        String survivor = request.survivor().value();
        String absorbed = request.absorbed().value();
        String refusal = refusal(request, survivor, absorbed);
        if (request.dryRun()) {
            plans.put(previewHash, plan(request.action(), survivor, absorbed));
            return "PREVIEWED " + (survivor.equals(absorbed) ? null : learner(survivor))
                    + (survivor.equals(absorbed) ? List.of() : under(absorbed)) + wouldBe(refusal);
        }
        if (refusal != null) {
            return refusal;
        }
        if (request.action() == MergeAction.UNMERGE) {
            String unmerged = "UNMERGED " + learner(survivor) + under(absorbed);
            parents.remove(absorbed);
            return unmerged;
        }
        String merged = "MERGED " + learner(survivor) + under(absorbed) + survivor.equals(parents.get(absorbed));
        parents.put(absorbed, survivor);
        return merged;
    }

    /** Without the root that a rejection names. */
    private static String wouldBe(String refusal) {
        return refusal == null ? null : refusal.split(" ")[0];
    }

    /** Null if nothing speaks against it. */
    private String refusal(MergeRequest request, String survivor, String absorbed) {
        if (survivor.equals(absorbed)) {
            return "SAME_PROFILE";
        }
        if (!statuses.containsKey(survivor) || !statuses.containsKey(absorbed)) {
            return "PROFILE_UNKNOWN";
        }
        boolean direct = survivor.equals(parents.get(absorbed));
        String approved = request.planHash();
        boolean stale =
                approved != null && !plan(request.action(), survivor, absorbed).equals(plans.get(approved));
        if (request.action() == MergeAction.UNMERGE) {
            return !direct ? "NOT_MERGED" : stale ? "PLAN_CHANGED" : null;
        }
        if (direct) {
            return null;
        }
        if (parents.containsKey(survivor)) {
            return "SURVIVOR_IS_ABSORBED " + root(survivor);
        }
        if (parents.containsKey(absorbed)) {
            return "ABSORBED_ELSEWHERE " + root(absorbed);
        }
        if (statuses.get(survivor) != ProfileStatus.ACTIVE || statuses.get(absorbed) == ProfileStatus.HELD) {
            return "PROFILE_NOT_ACTIVE";
        }
        if (learners.containsKey(absorbed)) {
            return learners.containsKey(survivor) ? "BOTH_CONNECTED" : "ABSORBED_IS_CONNECTED";
        }
        return stale ? "PLAN_CHANGED" : null;
    }

    private String plan(MergeAction action, String survivor, String absorbed) {
        return action + " " + facts(survivor) + facts(absorbed) + under(absorbed);
    }

    private String facts(String id) {
        return List.of(
                        id,
                        String.valueOf(statuses.get(id)),
                        String.valueOf(parents.get(id)),
                        root(id),
                        String.valueOf(learner(id)))
                .toString();
    }

    private String learner(String id) {
        return learners.get(root(id));
    }

    String root(String id) {
        return parents.containsKey(id) ? root(parents.get(id)) : id;
    }

    private List<String> under(String top) {
        return statuses.keySet().stream().filter(id -> isUnder(id, top)).toList();
    }

    private boolean isUnder(String id, String top) {
        return id.equals(top) || (parents.containsKey(id) && isUnder(parents.get(id), top));
    }
}
