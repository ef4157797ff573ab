package io.certconnect.stores;

import io.certconnect.ledger.CertificationProfileId;
import io.certconnect.ledger.SqlArrays;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was recorded under certification profiles, in both stores, for previews of merges. It is of the stores' moment: they
 * follow their topics, and lag.
 *
 * <p>A guest in its caller's transaction: it works in a savepoint that is always rolled back, and within a time limit that
 * goes with the savepoint. Of a store that is missing, locked, being rebuilt or broken the caller notices an empty answer
 * only. Thread-safe.
 */
public final class RecordedEntries {

    private static final Logger log = LoggerFactory.getLogger(RecordedEntries.class);

    private final JdbcClient sql;
    private final TransactionTemplate savepoint;

    /** @param dataSource the ledger's, in the stores' database; it counts only as a member of {@link StoreSchema#READER} */
    public RecordedEntries(DataSource dataSource) {
        this.sql = JdbcClient.create(dataSource);
        this.savepoint = new TransactionTemplate(new JdbcTransactionManager(dataSource));
        savepoint.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /**
     * What would move.
     *
     * @param transcriptEntries distinct exams and certifications
     * @param badges distinct badges
     * @param duplicates how many of both are recorded under a profile that stays, too
     */
    public record Counts(int transcriptEntries, int badges, int duplicates) {}

    /**
     * Counts what is recorded under the profiles that move, revoked or expired ones too.
     *
     * @param moving the profiles that come along, or leave
     * @param staying the root that they come to or leave, and what is known to be under it; the ledger adds the rest of that
     *     tree, without what moves
     * @param atMost how long PostgreSQL may take, positive
     * @return empty if one of the stores is not there, may not be read, or gave no answer in time
     * @throws org.springframework.transaction.TransactionException if the caller's transaction is lost anyhow
     */
    public Optional<Counts> count(
            Collection<CertificationProfileId> moving, Collection<CertificationProfileId> staying, Duration atMost) {
        try {
            return savepoint.execute(status -> {
                // Nothing is written; this takes back the settings.
                status.setRollbackOnly();
                set(atMost);
                return areReadable() ? Optional.of(counted(moving, staying)) : Optional.empty();
            });
        } catch (DataAccessException e) {
            log.warn(
                    "previews do not count records, the stores give no answer: {}",
                    e.getMostSpecificCause().getMessage());
            return Optional.empty();
        }
    }

    /** Hashing is several times as fast as sorting ids by the ten thousand, which the planner does not expect of one profile. */
    private void set(Duration atMost) {
        sql.sql("select set_config('enable_sort', 'off', true) || set_config('statement_timeout', :millis, true)")
                .param("millis", String.valueOf(Math.max(1, atMost.toMillis())))
                .query(String.class)
                .single();
    }

    /** Asks the catalogue, which fails for nobody: to_regclass does if the schema may not be used. */
    private boolean areReadable() {
        return sql.sql("""
                        select count(*) = 2
                        from pg_class relation
                        join pg_namespace namespace on namespace.oid = relation.relnamespace
                        where namespace.nspname in ('transcript', 'badge')
                            and relation.relname = 'recorded_entry'
                            and has_schema_privilege(namespace.oid, 'usage')
                            and has_table_privilege(relation.oid, 'select')
                        """).query(Boolean.class).single();
    }

    /**
     * Groups and never joins: however wrong the planner is about a profile with very many records, each is read once, by the
     * index.
     */
    private Counts counted(Collection<CertificationProfileId> moving, Collection<CertificationProfileId> staying) {
        return sql.sql("""
                        with recorded as not materialized (
                            select certification_profile_id, entry_type, entry_id from transcript.recorded_entry
                            union all
                            select certification_profile_id, 'BADGE', entry_id from badge.recorded_entry
                        ),
                        staying (id) as (
                            select unnest(:staying)
                            union
                            select id from ledger.certification_profile
                            where root_id = any (:staying) and not is_root
                            except
                            select unnest(:moving)
                        ),
                        entry as (
                            select entry_type = 'BADGE' as is_badge, bool_or(moves) as moves, bool_or(not moves) as stays
                            from (
                                select true as moves, entry_type, entry_id from recorded
                                where certification_profile_id = any (:moving)
                                union all
                                select false, entry_type, entry_id from recorded
                                where certification_profile_id = any (array(select id from staying))
                            ) as found
                            group by entry_type, entry_id
                        )
                        select
                            count(*) filter (where not is_badge) as transcript_entries,
                            count(*) filter (where is_badge) as badges,
                            count(*) filter (where stays) as duplicates
                        from entry
                        where moves
                        """)
                .param("moving", SqlArrays.texts(moving))
                .param("staying", SqlArrays.texts(staying))
                .query((row, number) ->
                        new Counts(row.getInt("transcript_entries"), row.getInt("badges"), row.getInt("duplicates")))
                .single();
    }
}
