package io.certconnect.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * What must hold in the ledger whatever happened: tests end with these checks, operators run them. Most of it
 * the tables' constraints hold already; these look at the rows all the same, since a constraint can be dropped.
 *
 * <p>They also run right after a load, without statistics: none leaves the planner the choice to look rows up one by one
 * where there is no index for it.
 */
public final class Invariants {

    /** @param query finds what breaks the invariant, as one column of text */
    private record Check(String invariant, String query) {}

    /** Holds as long as offsets do: a topic that is made anew counts from 0, and a dead letter may be decided later. */
    private static final Check BY_OFFSETS = new Check("I6: sequence numbers grow with the offsets of a partition", """
            select request_id::text from (
                select request_id, sequence, lag(sequence) over (
                    partition by source_topic, source_partition order by source_offset) as before
                from ledger.decision) as decided
            where sequence < before""");

    /**
     * An invariant that does not hold.
     *
     * @param examples up to five requests or profiles, by id
     */
    public record Violation(String invariant, List<String> examples) {}

    private static final int EXAMPLES = 5;

    private static final List<Check> CHECKS = List.of(
            new Check("I1: each request is decided once", """
            select request_id::text from ledger.decision group by request_id having count(*) > 1"""),
            new Check("I1: each decision has an event and a sequence number of its own", """
            select min(request_id::text) from ledger.decision group by event_id having count(*) > 1
            union all
            select min(request_id::text) from ledger.decision group by sequence having count(*) > 1"""),
            new Check("I2: a certification profile is connected to one Learn profile at most", """
            select certification_profile_id from ledger.connection
            group by certification_profile_id having count(*) > 1"""),
            new Check("I2: a Learn profile is connected to one certification profile at most", """
            select learn_profile_id from ledger.connection group by learn_profile_id having count(*) > 1"""),
            new Check("I2: only a known root is connected", """
            select certification_profile_id from ledger.connection
            left join ledger.certification_profile on id = certification_profile_id
            where id is null or merged_into is not null"""),
            new Check("I2: what a decision connected is connected", """
            select request_id::text from (
                select request_id from ledger.decision where rule = 'CONNECT'
                except
                select request_id from ledger.connection) as unconnected"""),
            new Check("I2: the root of a profile is the end of its merges", """
            with recursive tree (id, root) as (
                select id, id from ledger.certification_profile
                where merged_into is null
                    and id in (select root_id from ledger.certification_profile where merged_into is not null)
                union all
                select profile.id, tree.root
                from tree join ledger.certification_profile profile on profile.merged_into = tree.id
            )
            select profile.id from ledger.certification_profile profile left join tree on tree.id = profile.id
            where profile.merged_into is not null and (tree.root is null or tree.root <> profile.root_id)"""),
            new Check("an erased profile has neither name nor email", """
            select id from ledger.certification_profile where erased and (legal_name is not null or email is not null)"""));

    private final JdbcClient sql;

    Invariants(JdbcClient sql) {
        this.sql = sql;
    }

    /** All that does not hold, in a ledger whose topics nobody touched. */
    public List<Violation> violations() {
        List<Violation> found = violations(invariant -> {});
        look(BY_OFFSETS).ifPresent(found::add);
        return found;
    }

    /**
     * What does not hold, of that which must whatever operators did to topics and offsets.
     *
     * @param next told of each invariant before it is looked at, which takes a reading of all rows
     */
    public List<Violation> violations(Consumer<String> next) {
        List<Violation> found = new ArrayList<>();
        for (Check check : CHECKS) {
            next.accept(check.invariant());
            look(check).ifPresent(found::add);
        }
        return found;
    }

    private Optional<Violation> look(Check check) {
        List<String> examples = sql.sql("select * from (" + check.query() + ") as broken limit " + EXAMPLES)
                .query(String.class)
                .list();
        return examples.isEmpty() ? Optional.empty() : Optional.of(new Violation(check.invariant(), examples));
    }
}
