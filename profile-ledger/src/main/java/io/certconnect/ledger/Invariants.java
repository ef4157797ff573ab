package io.certconnect.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must hold in the ledger whatever happened: tests end with these checks, and operators can run them. Most of it
 * the tables' constraints hold already; these look at the rows all the same, since a constraint can be dropped.
 *
 * <p>They also run right after a load, without statistics: none leaves the planner the choice to look rows up one by one
 * where there is no index for it.
 */
public final class Invariants {

    private static final Map<String, String> CHECKS = Map.of(
            "I1: a request was decided more than once", """
            select request_id::text from ledger.decision group by request_id having count(*) > 1""",
            "I1: two decisions share an event or a sequence number", """
            select min(request_id::text) from ledger.decision group by event_id having count(*) > 1
            union all
            select min(request_id::text) from ledger.decision group by sequence having count(*) > 1""",
            "I2: a certification profile is connected to several Learn profiles", """
            select certification_profile_id from ledger.connection
            group by certification_profile_id having count(*) > 1""",
            "I2: a Learn profile is connected to several certification profiles", """
            select learn_profile_id from ledger.connection group by learn_profile_id having count(*) > 1""",
            "I2: an absorbed or unknown profile is connected", """
            select certification_profile_id from ledger.connection
            left join ledger.certification_profile on id = certification_profile_id
            where id is null or merged_into is not null""",
            "I2: a decision connected two profiles that are not connected", """
            select request_id::text from (
                select request_id from ledger.decision where rule = 'CONNECT'
                except
                select request_id from ledger.connection) as unconnected""",
            "I2: a profile's root is not the end of its merges", """
            with recursive tree (id, root) as (
                select id, id from ledger.certification_profile
                where merged_into is null
                    and id in (select root_id from ledger.certification_profile where merged_into is not null)
                union all
                select profile.id, tree.root
                from tree join ledger.certification_profile profile on profile.merged_into = tree.id
            )
            select profile.id from ledger.certification_profile profile left join tree on tree.id = profile.id
            where profile.merged_into is not null and (tree.root is null or tree.root <> profile.root_id)""",
            "I6: of two requests in a partition the later one has the lower sequence number", """
            select request_id::text from (
                select request_id, sequence, lag(sequence) over (
                    partition by source_topic, source_partition order by source_offset) as before
                from ledger.decision) as decided
            where sequence < before""",
            "an erased profile still has a name or an email", """
            select id from ledger.certification_profile where erased and (legal_name is not null or email is not null)""");

    private final JdbcClient sql;

    Invariants(JdbcClient sql) {
        this.sql = sql;
    }

    /** A sentence and up to five examples for each invariant that does not hold; empty if all do. */
    public List<String> violations() {
        List<String> found = new ArrayList<>();
        CHECKS.forEach((sentence, query) -> {
            List<String> examples = sql.sql("select * from (" + query + ") as broken limit 5")
                    .query(String.class)
                    .list();
            if (!examples.isEmpty()) {
                found.add(sentence + ": " + examples);
            }
        });
        return found;
    }
}
