package io.certconnect.stores;

import io.certconnect.stores.Delivery.Happened;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Decides as the ledger does, so that histories are possible ones. Empty: a rejection. */
final class StandInLedger {

    private final Map<String, String> connections = new HashMap<>();
    private final Map<String, String> survivors = new HashMap<>();
    private long sequence;

    Optional<Happened> connect(String learner, String profile) {
        String root = root(profile);
        boolean already = root.equals(connections.get(learner));
        if (!already && (connections.containsKey(learner) || connections.containsValue(root))) {
            return Optional.empty();
        }
        connections.put(learner, root);
        sequence++;
        return Optional.of(new Happened(
                "%s is connected to %s (sequence %d)%s".formatted(learner, root, sequence, again(already)),
                Events.connected(sequence, learner, root, already)));
    }

    Optional<Happened> merge(String survivor, String absorbed) {
        boolean already = survivor.equals(survivors.get(absorbed));
        if (!already && (!isRoot(survivor) || !isRoot(absorbed) || survivor.equals(absorbed))) {
            return Optional.empty();
        }
        if (connections.containsValue(absorbed)) {
            return Optional.empty();
        }
        survivors.put(absorbed, survivor);
        sequence++;
        return Optional.of(new Happened(
                "%s absorbs %s (sequence %d)%s".formatted(survivor, absorbed, sequence, again(already)),
                Events.merged(sequence, survivor, absorbed, already)));
    }

    Optional<Happened> unmerge(String absorbed) {
        String survivor = survivors.remove(absorbed);
        if (survivor == null) {
            return Optional.empty();
        }
        sequence++;
        return Optional.of(new Happened(
                "%s sets %s free (sequence %d)".formatted(survivor, absorbed, sequence),
                Events.unmerged(sequence, survivor, absorbed)));
    }

    private boolean isRoot(String profile) {
        return !survivors.containsKey(profile);
    }

    private String root(String profile) {
        String survivor = survivors.get(profile);
        return survivor == null ? profile : root(survivor);
    }

    private static String again(boolean already) {
        return already ? ", as it was" : "";
    }
}
