package io.certconnect.ledger;

import static io.certconnect.ledger.FreshLedger.profile;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Merges on a ledger, each in a transaction of its own, and how they left it. */
final class Trees {

    private final FreshLedger ledger;

    Trees(FreshLedger ledger) {
        this.ledger = ledger;
    }

    boolean merge(String absorbed, String survivor) {
        return inForest(Set.of(survivor), Set.of(absorbed), forest -> {
            forest.merge(profile(survivor), profile(absorbed));
            ledger.database.merges().write(forest);
        });
    }

    void unmerge(String absorbed) {
        inForest(Set.of(), Set.of(absorbed), forest -> {
            forest.unmerge(profile(absorbed));
            ledger.database.merges().write(forest);
        });
    }

    boolean inForest(Set<String> survivors, Set<String> absorbed, Consumer<Forest> work) {
        return ledger.database.inTransaction(() -> {
            work.accept(ledger.database.merges().lockAndLoad(profiles(survivors), profiles(absorbed)));
            return true;
        });
    }

    private static Set<CertificationProfileId> profiles(Set<String> ids) {
        return ids.stream().map(FreshLedger::profile).collect(Collectors.toSet());
    }

    /** Survivor and root of each profile. */
    Map<String, String> places() {
        Map<String, String> places = new TreeMap<>();
        ledger.sql
                .sql(
                        "select id, coalesce(merged_into, '-') || '<' || root_id as place from ledger.certification_profile")
                .query(row -> {
                    places.put(row.getString("id"), row.getString("place"));
                });
        return places;
    }

    /** What another transaction could lock now. */
    List<String> unlocked() {
        return CompletableFuture.supplyAsync(() -> ledger.sql
                        .sql("select id from ledger.certification_profile for no key update skip locked")
                        .query(String.class)
                        .list())
                .join();
    }
}
