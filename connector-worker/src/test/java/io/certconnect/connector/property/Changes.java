package io.certconnect.connector.property;

import io.certconnect.connector.rules.Histories.Happening;
import io.certconnect.connector.rules.Histories.Happening.Change;
import io.certconnect.connector.rules.Histories.Happening.Connect;
import io.certconnect.connector.rules.Histories.Happening.Erase;
import io.certconnect.connector.rules.Histories.Happening.Merge;
import io.certconnect.connector.rules.Histories.Happening.Unmerge;
import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.ProfileNews;
import java.time.Instant;
import java.util.List;

/**
 * Everything that happens to the ledger but connecting. Merges are made here in plain SQL, with no rules but what the
 * tables demand, and keep the house's order: lock, then look, then take a sequence number, then write.
 */
final class Changes {

    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");

    private final DecidingBench bench;

    Changes(DecidingBench bench) {
        this.bench = bench;
    }

    /** Makes a change in a transaction of its own; tells its place among the decisions on the profiles it touches. */
    long make(Happening change) {
        return make(change, () -> {});
    }

    /** Holds its profiles for some milliseconds before anything else, so that those who race with it run into it. */
    long makeSlowly(Happening change) {
        return make(change, () -> bench.sql
                .sql("select pg_sleep(0.004)::text")
                .query(String.class)
                .single());
    }

    private long make(Happening change, Runnable onceLocked) {
        return bench.database.inTransaction(() -> {
            lock(touched(change));
            onceLocked.run();
            long sequence = bench.database.decisions().nextSequences(1).getFirst();
            write(change);
            return sequence;
        });
    }

    private void write(Happening change) {
        switch (change) {
            case Change news ->
                apply(new ProfileNews.Changed(
                        news.id(), news.account(), news.status(), "Ada", "ada@example.org", news.version(), NOW));
            case Erase news -> apply(new ProfileNews.Erased(news.id(), NOW));
            case Merge merge -> merge(merge);
            case Unmerge unmerge -> unmerge(unmerge);
            case Connect connect -> throw new IllegalArgumentException("Workers decide on " + connect);
        }
    }

    private static List<CertificationProfileId> touched(Happening change) {
        return switch (change) {
            case Change news -> List.of(news.id());
            case Erase news -> List.of(news.id());
            case Merge merge -> List.of(merge.survivor(), merge.absorbed());
            case Unmerge unmerge -> List.of(unmerge.absorbed());
            case Connect connect -> List.of();
        };
    }

    /** Locks the trees of merges that these profiles stand in. Nobody else moves profiles from tree to tree meanwhile. */
    private void lock(List<CertificationProfileId> ids) {
        bench.sql
                .sql("""
                        select id from ledger.certification_profile
                        where root_id in (select root_id from ledger.certification_profile where id in (:ids))
                        order by id for no key update
                        """)
                .param("ids", ids.stream().map(CertificationProfileId::value).toList())
                .query(String.class)
                .list();
    }

    private void apply(ProfileNews news) {
        bench.database.directory().apply(List.of(news));
    }

    private void merge(Merge merge) {
        bench.sql
                .sql("""
                        update ledger.certification_profile
                        set root_id = :survivor, merged_into = case id when :absorbed then :survivor else merged_into end
                        where root_id = :absorbed and :absorbed <> :survivor
                            and exists (select from ledger.certification_profile where id = :survivor and is_root)
                            and not exists (
                                select from ledger.connection where certification_profile_id = :absorbed)
                        """)
                .param("survivor", merge.survivor().value())
                .param("absorbed", merge.absorbed().value())
                .update();
    }

    private void unmerge(Unmerge unmerge) {
        bench.sql.sql("""
                        with recursive released as (
                            select id from ledger.certification_profile where id = :absorbed
                            union all
                            select profile.id from ledger.certification_profile profile
                            join released on profile.merged_into = released.id
                        )
                        update ledger.certification_profile
                        set root_id = :absorbed, merged_into = case id when :absorbed then null else merged_into end
                        where id in (select id from released)
                            and exists (select from ledger.certification_profile where id = :absorbed and not is_root)
                        """).param("absorbed", unmerge.absorbed().value()).update();
    }
}
