package io.certconnect.ledger;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The locked part of the merges, in memory, while a batch is decided: each decision is visible to the next one. What
 * was changed here is written by {@link Merges#write}.
 *
 * <p>Whole below every profile that it was loaded to absorb or release; of the others, what is under them is not here.
 */
public final class Forest implements MergeView {

    private final LockedProfiles profiles;
    private final Map<CertificationProfileId, Set<CertificationProfileId>> children = new HashMap<>();
    private final Map<CertificationProfileId, LearnProfileId> learners = new HashMap<>();
    private final Set<CertificationProfileId> changed = new HashSet<>();

    Forest(LockedProfiles locked) {
        profiles = locked;
        for (Profile profile : locked.all()) {
            CertificationProfileId survivor = profile.mergedInto();
            if (survivor != null) {
                childrenOf(survivor).add(profile.id());
            }
        }
    }

    void connected(CertificationProfileId root, LearnProfileId learnProfile) {
        learners.put(root, learnProfile);
    }

    /**
     * Merges a root into another one, once the rules have said so.
     *
     * @throws IllegalArgumentException if one of them is unknown or no root, or they are one and the same
     */
    public void merge(CertificationProfileId survivor, CertificationProfileId absorbed) {
        if (!known(survivor).isRoot() || !known(absorbed).isRoot() || survivor.equals(absorbed)) {
            throw new IllegalArgumentException(absorbed + " cannot be merged into " + survivor);
        }
        childrenOf(survivor).add(absorbed);
        replant(absorbed, survivor, survivor);
    }

    /**
     * Cuts the edge above an absorbed profile, once the rules have said so: it is a root again.
     *
     * @throws IllegalArgumentException if it is unknown or was not absorbed
     */
    public void unmerge(CertificationProfileId absorbed) {
        CertificationProfileId survivor = known(absorbed).mergedInto();
        if (survivor == null) {
            throw new IllegalArgumentException(absorbed + " is merged into nothing");
        }
        childrenOf(survivor).remove(absorbed);
        replant(absorbed, null, absorbed);
    }

    private void replant(
            CertificationProfileId top, @Nullable CertificationProfileId survivor, CertificationProfileId root) {
        for (CertificationProfileId id : under(top)) {
            Profile profile = known(id);
            CertificationProfileId mergedInto = id.equals(top) ? survivor : profile.mergedInto();
            profiles.put(new Profile(id, profile.account(), profile.status(), mergedInto, root, profile.version()));
            changed.add(id);
        }
    }

    /** What has to be written: the profiles with another survivor or another root than before, in the order of ids. */
    List<Profile> changed() {
        return changed.stream().sorted().map(this::known).toList();
    }

    private Profile known(CertificationProfileId id) {
        return profile(id).orElseThrow(() -> new IllegalArgumentException(id + " is not among the locked profiles"));
    }

    private Set<CertificationProfileId> childrenOf(CertificationProfileId survivor) {
        return children.computeIfAbsent(survivor, unused -> new HashSet<>());
    }

    @Override
    public Optional<Profile> profile(CertificationProfileId id) {
        return profiles.get(id);
    }

    /** Merges make chains of any length: this walks them without recursion. */
    @Override
    public List<CertificationProfileId> under(CertificationProfileId absorbed) {
        List<CertificationProfileId> found = new ArrayList<>();
        Deque<CertificationProfileId> open = new ArrayDeque<>(List.of(absorbed));
        while (!open.isEmpty()) {
            CertificationProfileId next = open.pop();
            found.add(next);
            open.addAll(children.getOrDefault(next, Set.of()));
        }
        found.sort(null);
        return found;
    }

    @Override
    public Optional<LearnProfileId> learnerOf(CertificationProfileId root) {
        return Optional.ofNullable(learners.get(root));
    }
}
