package io.certconnect.stores;

import io.certconnect.v1.ConnectDecided;
import io.certconnect.v1.ConnectOutcome;
import io.certconnect.v1.MergeDecided;
import io.certconnect.v1.MergeOutcome;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Who sees whose records. Takes decisions in the order in which they were made, and so needs no sequence. */
final class NaiveProfiles {

    private final Map<String, String> learners = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();

    void on(ConnectDecided event) {
        if (event.getOutcome() == ConnectOutcome.CONNECTED) {
            learners.put(event.getConnected().getCertificationProfileId(), event.getLearnProfileId());
        }
    }

    void on(MergeDecided event) {
        if (event.getOutcome() == MergeOutcome.MERGED) {
            survivors.put(event.getAbsorbedId(), event.getSurvivorId());
        } else if (event.getOutcome() == MergeOutcome.UNMERGED) {
            survivors.remove(event.getAbsorbedId());
        }
    }

    /** Null: nobody, as the profile's root is not connected. */
    @Nullable
    String learnerOf(String profile) {
        String root = profile;
        while (survivors.containsKey(root)) {
            root = survivors.get(root);
        }
        return learners.get(root);
    }

    /** A root is never merged, and only a root is connected. */
    boolean isMerged(String profile) {
        return survivors.containsKey(profile);
    }

    Set<String> connectedLearners() {
        return Set.copyOf(learners.values());
    }
}
