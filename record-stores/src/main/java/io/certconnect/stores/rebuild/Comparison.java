package io.certconnect.stores.rebuild;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The live store against a replay of the topics, both at one and the same position.
 *
 * @param liveRows by table
 * @param replayedRows by table
 */
record Comparison(Map<String, Long> liveRows, Map<String, Long> replayedRows, List<Difference> differences) {

    /** By digests, while writers go on; row by row, while they wait, only if those differ. */
    static Comparison of(Replica replica, Live live) {
        replica.tables().requireVersionOf(live.tables());
        Live.State state = live.state();
        replica.catchUp(state.positions());
        Map<String, Tables.Digest> replayed = replica.tables().digests();
        List<Difference> differences = new ArrayList<>();
        if (!replayed.equals(state.digests())) {
            replica.approach(live);
            live.whileNobodyWrites(() -> {
                replica.catchUp(live.positions());
                differences.addAll(replica.differences());
            });
        }
        return new Comparison(rows(state.digests()), rows(replayed), differences);
    }

    private static Map<String, Long> rows(Map<String, Tables.Digest> digests) {
        Map<String, Long> rows = new TreeMap<>();
        digests.forEach((table, digest) -> rows.put(table, digest.rows()));
        return rows;
    }
}
