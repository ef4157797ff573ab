package io.certconnect.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Profiles whose rows are locked: what they say is true until the transaction ends. */
final class LockedProfiles {

    private final Map<CertificationProfileId, Profile> byId;

    LockedProfiles(Collection<Profile> locked) {
        byId = HashMap.newHashMap(locked.size());
        locked.forEach(this::put);
    }

    /** In the place of what was there before: as it is decided to be. */
    void put(Profile profile) {
        byId.put(profile.id(), profile);
    }

    Optional<Profile> get(CertificationProfileId id) {
        return Optional.ofNullable(byId.get(id));
    }

    boolean contain(CertificationProfileId id) {
        return byId.containsKey(id);
    }

    boolean containTheirRoots() {
        for (Profile profile : byId.values()) {
            if (!contain(profile.root())) {
                return false;
            }
        }
        return true;
    }

    List<CertificationProfileId> roots() {
        List<CertificationProfileId> roots = new ArrayList<>(byId.size());
        for (Profile profile : byId.values()) {
            if (profile.isRoot()) {
                roots.add(profile.id());
            }
        }
        return roots;
    }

    Collection<Profile> all() {
        return byId.values();
    }
}
