package io.certconnect.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The forest of merges. Everything here runs in the caller's transaction, at PostgreSQL's <em>read committed</em> level.
 *
 * <p>Locks come before reads, as in {@link Ledger} and in the same order, that of ids: the named profiles, their roots,
 * and all that is under the absorbed ones, which gets another root with them. What is under a survivor stays as it is,
 * and is neither locked nor read, however much it is.
 */
public final class Merges {

    /** Merges that keep moving the forest under us this often in a row are no race any more. */
    private static final int ATTEMPTS = 10;

    /** One look-up a profile; enough as long as nothing that is named was ever merged, as nearly always. */
    private static final String NAMED = """
            select id, account_id, status, merged_into, root_id, version
            from ledger.certification_profile
            where id = any (:named)
            order by id
            for no key update
            """;

    /**
     * What a batch touches, as rows of the moment when each was locked; which rows, is a matter of the moment when the
     * statement begins. The lateral joins here and below keep the planner from reading the whole table, whatever it
     * believes about the number of merges: it has to ask the index of absorbed profiles, step by step.
     */
    private static final String TOUCHED = """
            with recursive under (id) as (
                select id collate "C" from unnest(:absorbed) as absorbed (id)
                union
                select member.id from under cross join lateral (
                    select id from ledger.certification_profile where merged_into = under.id offset 0) as member
            ),
            named as materialized (
                select id, root_id from ledger.certification_profile where id = any (:named)
            )
            select id, account_id, status, merged_into, root_id, version
            from ledger.certification_profile
            where id = any (array(select id from under union select id from named union select root_id from named))
            order by id
            for no key update
            """;

    private final JdbcClient sql;
    private final TransactionTemplate savepoint;

    /** @param savepoint runs its callback in a nested transaction (a savepoint) of the caller's */
    Merges(JdbcClient sql, TransactionTemplate savepoint) {
        this.sql = sql;
        this.savepoint = savepoint;
    }

    /**
     * Locks what requests that name these profiles touch, and loads it with the connections of the roots.
     *
     * @param survivors under whom something is to be merged or released
     * @param absorbed what is to be merged or released, with everything under it
     * @throws LostRaceException if other merges moved the forest each time
     */
    public Forest lockAndLoad(Set<CertificationProfileId> survivors, Set<CertificationProfileId> absorbed) {
        Set<CertificationProfileId> named = new HashSet<>(survivors);
        named.addAll(absorbed);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String statement = attempt == 0 ? NAMED : TOUCHED;
            Optional<LockedProfiles> locked = savepoint.execute(status -> {
                LockedProfiles profiles = lock(statement, named, absorbed);
                if (areWhole(profiles, absorbed)) {
                    return Optional.of(profiles);
                }
                status.setRollbackOnly();
                return Optional.empty();
            });
            if (locked != null && locked.isPresent()) {
                Forest forest = new Forest(locked.get());
                loadConnections(locked.get().roots(), forest);
                return forest;
            }
        }
        throw new LostRaceException("the forest kept moving under the profiles to merge");
    }

    private LockedProfiles lock(
            String statement, Set<CertificationProfileId> named, Set<CertificationProfileId> absorbed) {
        return new LockedProfiles(sql.sql(statement)
                .param("named", SqlArrays.texts(named))
                .param("absorbed", SqlArrays.texts(absorbed))
                .query(Ledger::profile)
                .list());
    }

    /**
     * Whether everything that belongs to the locked rows is among them, now that nothing of them moves any more. It is not
     * if more than the named ones belongs to them, or if other merges moved roots away, or something under an absorbed
     * profile, until all were locked.
     */
    private boolean areWhole(LockedProfiles locked, Set<CertificationProfileId> absorbed) {
        if (!locked.containTheirRoots()) {
            return false;
        }
        Forest forest = new Forest(locked);
        Set<CertificationProfileId> under = new HashSet<>();
        absorbed.forEach(profile -> under.addAll(forest.under(profile)));
        return membersOf(under).stream().allMatch(locked::contain);
    }

    private List<CertificationProfileId> membersOf(Set<CertificationProfileId> survivors) {
        return sql.sql("""
                        select member.id from unnest(:survivors) as survivor (id) cross join lateral (
                            select id from ledger.certification_profile where merged_into = survivor.id offset 0) as member
                        """)
                .param("survivors", SqlArrays.texts(survivors))
                .query((row, number) -> new CertificationProfileId(row.getString("id")))
                .list();
    }

    private void loadConnections(List<CertificationProfileId> roots, Forest forest) {
        sql.sql("""
                        select certification_profile_id, learn_profile_id from ledger.connection
                        where certification_profile_id = any (:roots)
                        """).param("roots", SqlArrays.texts(roots)).query(row -> {
            forest.connected(
                    new CertificationProfileId(row.getString("certification_profile_id")),
                    new LearnProfileId(row.getString("learn_profile_id")));
        });
    }

    /** Writes the edges that were made or cut in this forest, and the roots that followed. */
    public void write(Forest forest) {
        List<Profile> changed = forest.changed();
        if (changed.isEmpty()) {
            return;
        }
        sql.sql("""
                        update ledger.certification_profile as profile
                        set merged_into = changed.merged_into, root_id = changed.root_id
                        from unnest(:ids, :survivors, :roots) as changed (id, merged_into, root_id)
                        where profile.id = changed.id
                        """)
                .param("ids", SqlArrays.texts(changed, Profile::id))
                .param("survivors", SqlArrays.texts(changed, Profile::mergedInto))
                .param("roots", SqlArrays.texts(changed, Profile::root))
                .update();
    }
}
