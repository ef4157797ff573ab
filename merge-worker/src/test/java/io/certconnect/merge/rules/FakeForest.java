package io.certconnect.merge.rules;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.LearnProfileId;
import io.certconnect.ledger.MergeView;
import io.certconnect.ledger.Profile;
import io.certconnect.ledger.ProfileStatus;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A ledger in a few maps, in which everything is looked up anew. */
final class FakeForest implements MergeView {

    private final Map<String, ProfileStatus> statuses = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();
    private final Map<String, String> learners = new HashMap<>();

    FakeForest active(String... ids) {
        for (String id : ids) {
            statuses.put(id, ProfileStatus.ACTIVE);
        }
        return this;
    }

    FakeForest status(String id, ProfileStatus status) {
        statuses.put(id, status);
        return this;
    }

    FakeForest merged(String absorbed, String survivor) {
        survivors.put(absorbed, survivor);
        return this;
    }

    FakeForest connected(String id, String learner) {
        learners.put(id, learner);
        return this;
    }

    /** Decides with stores that give no answer. */
    Ruling decide(MergeRequest request) {
        return MergeRules.decide(request, this, (moving, root) -> Optional.empty());
    }

    private String root(String id) {
        return survivors.containsKey(id) ? root(survivors.get(id)) : id;
    }

    private boolean isUnder(String id, String top) {
        return id.equals(top) || (survivors.containsKey(id) && isUnder(survivors.get(id), top));
    }

    @Override
    public Optional<Profile> profile(CertificationProfileId id) {
        String survivor = survivors.get(id.value());
        return Optional.ofNullable(statuses.get(id.value()))
                .map(status -> new Profile(
                        id,
                        null,
                        status,
                        survivor == null ? null : new CertificationProfileId(survivor),
                        new CertificationProfileId(root(id.value())),
                        1));
    }

    @Override
    public List<CertificationProfileId> under(CertificationProfileId absorbed) {
        return statuses.keySet().stream()
                .filter(id -> isUnder(id, absorbed.value()))
                .sorted()
                .map(CertificationProfileId::new)
                .toList();
    }

    @Override
    public Optional<LearnProfileId> learnerOf(CertificationProfileId root) {
        return Optional.ofNullable(learners.get(root.value())).map(LearnProfileId::new);
    }
}
